// OpenSSL's libcrypto, for SHA-256 digests of corpora, lexica and models.
#ifndef CSYSTEMCRYPTO_H
#define CSYSTEMCRYPTO_H

#include <openssl/evp.h>

/// SHA-256 as OpenSSL's message digest; owned by OpenSSL, never freed.
static inline const EVP_MD *mdg_sha256(void) { return EVP_sha256(); }

#endif
