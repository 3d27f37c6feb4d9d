// zlib, for reading and writing gzip files.
#ifndef CSYSTEMZLIB_H
#define CSYSTEMZLIB_H

#include <zlib.h>

/// `inflateInit2` is a macro; this one expects a gzip header (window bits 15 + 16).
static inline int mdg_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/// `deflateInit2` likewise: gzip framing, best compression, no name and no time in the header.
static inline int mdg_deflate_init_gzip(z_stream *stream) {
  return deflateInit2(stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}

#endif
