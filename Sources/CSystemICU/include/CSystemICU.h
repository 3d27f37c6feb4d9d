// System ICU behind functions and types of our own.
//
// ICU renames its functions by macro (u_strlen becomes u_strlen_72), and Swift sees no macros. Nor
// may ICU's headers show here: Foundation carries an ICU of its own, and a Swift file that sees both
// finds two different definitions of every enum.
#ifndef CSYSTEMICU_H
#define CSYSTEMICU_H

#include <stdbool.h>
#include <stdint.h>

/// A Unicode normalization form.
enum mdg_unicode_form {
  mdg_form_nfc = 0,
  mdg_form_nfd = 1,
  mdg_form_nfkc = 2,
  mdg_form_nfkc_casefold = 3,
  /// NFKC, except for fractions, superscripts, subscripts and the vowel am of Thai and Lao, which it
  /// would turn into something else: 3½ into 31⁄2.
  mdg_form_nfkc_kept = 4,
};

/// Normalizes `length` UTF-16 units of `source` into `destination`, which holds `capacity`.
///
/// Returns the length of the result, which was written only if it is at most `capacity`; or -1 if
/// ICU fails otherwise.
int32_t mdg_normalize(
    enum mdg_unicode_form form, const uint16_t *source, int32_t length, uint16_t *destination,
    int32_t capacity);

/// Writes `length` UTF-16 units of `source` lower-case into `destination`, which holds `capacity`, as the
/// language of `locale` does ("tr"; "" for none in particular).
///
/// Returns as `mdg_normalize` does.
int32_t mdg_lower_case(
    const char *locale, const uint16_t *source, int32_t length, uint16_t *destination,
    int32_t capacity);

/// Whether a code point shows nothing: a variation selector, a zero-width joiner.
bool mdg_is_ignorable(uint32_t code_point);

/// Whether a code point is a letter of a script that is written without spaces between words: Han, kana,
/// Thai, Lao, Khmer, Burmese.
bool mdg_is_unspaced(uint32_t code_point);

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

/// Writes numbers in a language by ICU's rule-based number formats. It is not safe for several
/// threads at once.
typedef struct mdg_speller mdg_speller;

/// How a speller writes numbers.
enum mdg_speller_style {
  /// As words: "twenty-one", "twenty-first".
  mdg_speller_words = 0,
  /// As digits with an ordinal's ending: "21st".
  mdg_speller_ordinal_digits = 1,
};

/// A new speller, or null if ICU has no rules for the language of `locale` ("en", "pt_BR"). Ends with
/// `mdg_speller_close`.
mdg_speller *mdg_speller_open(enum mdg_speller_style style, const char *locale);

/// Writes the names of the speller's public rule sets ("%spellout-ordinal"), each with a semicolon
/// behind it, into `names`, which holds `capacity`.
///
/// Returns the length of the result, which was written only if it is at most `capacity`; or -1 if ICU
/// fails otherwise.
int32_t mdg_speller_rule_sets(const mdg_speller *speller, uint16_t *names, int32_t capacity);

/// Spells numbers by another rule set from now on. Returns whether the speller has it.
bool mdg_speller_choose(mdg_speller *speller, const uint16_t *name, int32_t length);

/// Writes `number` into `text`, which holds `capacity`.
///
/// Returns the length of the result, which was written only if it is at most `capacity`; or -1 if ICU
/// fails otherwise.
int32_t mdg_speller_spell(
    const mdg_speller *speller, double number, uint16_t *text, int32_t capacity);

void mdg_speller_close(mdg_speller *speller);

/// The marks by which a locale writes decimals and groups of thousands; 0 for one that is not a single
/// UTF-16 unit.
struct mdg_number_marks {
  uint16_t decimal;
  uint16_t grouping;
};

struct mdg_number_marks mdg_number_marks_of(const char *locale);

#endif
