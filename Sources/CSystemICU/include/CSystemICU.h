// System ICU behind functions and types of our own.
//
// ICU renames its functions by macro (u_strlen becomes u_strlen_72), and Swift sees no macros. Nor
// may ICU's headers show here: Foundation carries an ICU of its own, and a Swift file that sees both
// finds two different definitions of every enum.
#ifndef CSYSTEMICU_H
#define CSYSTEMICU_H

#include <stdbool.h>
#include <stdint.h>

/// A Unicode normalisation form.
enum mdg_unicode_form {
  mdg_form_nfc = 0,
  mdg_form_nfd = 1,
  mdg_form_nfkc = 2,
  mdg_form_nfkc_casefold = 3,
};

/// Normalises `length` UTF-16 units of `source` into `destination`, which holds `capacity`.
///
/// Returns the length of the result, which was written only if it is at most `capacity`; or -1 if
/// ICU fails otherwise.
int32_t mdg_normalize(
    enum mdg_unicode_form form, const uint16_t *source, int32_t length, uint16_t *destination,
    int32_t capacity);

/// What a code point is to the word splitter.
enum mdg_character_kind {
  mdg_kind_separator = 0,
  mdg_kind_letter = 1,
  mdg_kind_mark = 2,
  mdg_kind_number = 3,
  mdg_kind_format = 4,
};

/// Sorts a code point by its Unicode general category.
enum mdg_character_kind mdg_character_kind_of(uint32_t code_point);

/// Finds the extended grapheme clusters (UAX #29) of texts: one iterator for many texts.
typedef struct mdg_graphemes mdg_graphemes;

/// A new iterator, or null if ICU has no data for it. Ends with `mdg_graphemes_close`.
mdg_graphemes *mdg_graphemes_open(void);

/// Writes the end of each cluster of `length` UTF-16 units into `ends`, which holds `length`.
///
/// Returns the number of clusters, or -1 if ICU fails.
int32_t mdg_graphemes_split(
    mdg_graphemes *graphemes, const uint16_t *text, int32_t length, int32_t *ends);

void mdg_graphemes_close(mdg_graphemes *graphemes);

#endif
