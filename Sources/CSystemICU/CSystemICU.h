// ICU renames its functions by macro (u_strlen becomes u_strlen_72), and Swift sees no macros:
// each function that the package uses stands here as a `static inline` one with a `mdg_` name.
#ifndef CSYSTEMICU_H
#define CSYSTEMICU_H

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utypes.h>
#include <unicode/uversion.h>

/// The Unicode normaliser for NFKC with case folding; owned by ICU, never freed.
static inline const UNormalizer2 *mdg_nfkc_casefold(UErrorCode *status) {
  return unorm2_getNFKCCasefoldInstance(status);
}

/// Normalises `source` into `destination`; returns the length needed, in UTF-16 units.
static inline int32_t mdg_normalize(
    const UNormalizer2 *normalizer, const UChar *source, int32_t length, UChar *destination,
    int32_t capacity, UErrorCode *status) {
  return unorm2_normalize(normalizer, source, length, destination, capacity, status);
}

#endif
