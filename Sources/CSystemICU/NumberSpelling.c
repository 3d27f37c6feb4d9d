#include "CSystemICU.h"

#include <unicode/udata.h>
#include <unicode/unum.h>
#include <unicode/ures.h>
#include <unicode/utypes.h>

/// Whether ICU has rules for the language; for others it takes those of the process's own locale, which
/// would make results depend on the machine.
static bool has_rules(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UResourceBundle *rules =
      ures_open(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "rbnf", locale, &status);
  ures_close(rules);
  return U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
}

mdg_speller *mdg_speller_open(enum mdg_speller_style style, const char *locale) {
  if (!has_rules(locale)) return 0;
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open(
      style == mdg_speller_words ? UNUM_SPELLOUT : UNUM_ORDINAL, 0, 0, locale, 0, &status);
  if (U_SUCCESS(status)) return (mdg_speller *)format;
  unum_close(format);
  return 0;
}

int32_t mdg_speller_rule_sets(const mdg_speller *speller, uint16_t *names, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = unum_getTextAttribute(
      (const UNumberFormat *)speller, UNUM_PUBLIC_RULESETS, (UChar *)names, capacity, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) return length;
  return U_FAILURE(status) ? -1 : length;
}

bool mdg_speller_choose(mdg_speller *speller, const uint16_t *name, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  unum_setTextAttribute(
      (UNumberFormat *)speller, UNUM_DEFAULT_RULESET, (const UChar *)name, length, &status);
  return U_SUCCESS(status);
}

int32_t mdg_speller_spell(
    const mdg_speller *speller, double number, uint16_t *text, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = unum_formatDouble(
      (const UNumberFormat *)speller, number, (UChar *)text, capacity, 0, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) return length;
  return U_FAILURE(status) ? -1 : length;
}

void mdg_speller_close(mdg_speller *speller) { unum_close((UNumberFormat *)speller); }

static uint16_t mark(const UNumberFormat *format, UNumberFormatSymbol symbol) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[8];
  int32_t length = unum_getSymbol(format, symbol, text, 8, &status);
  return U_SUCCESS(status) && length == 1 ? text[0] : 0;
}

struct mdg_number_marks mdg_number_marks_of(const char *locale) {
  struct mdg_number_marks marks = {0, 0};
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open(UNUM_DECIMAL, 0, 0, locale, 0, &status);
  if (U_SUCCESS(status)) {
    marks.decimal = mark(format, UNUM_DECIMAL_SEPARATOR_SYMBOL);
    marks.grouping = mark(format, UNUM_GROUPING_SEPARATOR_SYMBOL);
  }
  unum_close(format);
  return marks;
}
