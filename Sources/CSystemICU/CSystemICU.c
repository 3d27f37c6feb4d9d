#include "CSystemICU.h"

#include <pthread.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>
#include <unicode/utypes.h>

static const UNormalizer2 *kept_normalizer;
static UErrorCode kept_status = U_ZERO_ERROR;

/// NFKC of every character but those that it would change the meaning of.
static void make_kept_normalizer(void) {
  static const UChar pattern[] =
      u"[^[:dt=Super:][:dt=Sub:][:dt=Fraction:]\\u0E33\\u0EB3]";
  USet *set = uset_openPattern(pattern, -1, &kept_status);
  if (U_FAILURE(kept_status)) return;
  uset_freeze(set);
  // It refers to the set, so both live as long as the process.
  kept_normalizer =
      unorm2_openFiltered(unorm2_getNFKCInstance(&kept_status), set, &kept_status);
}

static const UNormalizer2 *kept(UErrorCode *status) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_kept_normalizer);
  if (U_FAILURE(kept_status)) *status = kept_status;
  return kept_normalizer;
}

/// ICU's shared normalizer, which lives as long as the process.
static const UNormalizer2 *normalizer(enum mdg_unicode_form form, UErrorCode *status) {
  switch (form) {
    case mdg_form_nfc: return unorm2_getNFCInstance(status);
    case mdg_form_nfd: return unorm2_getNFDInstance(status);
    case mdg_form_nfkc: return unorm2_getNFKCInstance(status);
    case mdg_form_nfkc_casefold: return unorm2_getNFKCCasefoldInstance(status);
    case mdg_form_nfkc_kept: return kept(status);
  }
  return 0;
}

int32_t mdg_normalize(
    enum mdg_unicode_form form, const uint16_t *source, int32_t length, uint16_t *destination,
    int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *instance = normalizer(form, &status);
  if (!instance || U_FAILURE(status)) return -1;
  int32_t needed = unorm2_normalize(
      instance, (const UChar *)source, length, (UChar *)destination, capacity, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) return needed;
  return U_FAILURE(status) ? -1 : needed;
}

int32_t mdg_lower_case(
    const char *locale, const uint16_t *source, int32_t length, uint16_t *destination,
    int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t needed = u_strToLower(
      (UChar *)destination, capacity, (const UChar *)source, length, locale, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) return needed;
  return U_FAILURE(status) ? -1 : needed;
}

bool mdg_is_ignorable(uint32_t code_point) {
  return u_hasBinaryProperty((UChar32)code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool mdg_is_unspaced(uint32_t code_point) {
  // As line breaking knows them (UAX #14); what is an ideograph there and no letter is an emoji.
  switch (u_getIntPropertyValue((UChar32)code_point, UCHAR_LINE_BREAK)) {
    case U_LB_COMPLEX_CONTEXT:
    case U_LB_IDEOGRAPHIC:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
      return u_isUAlphabetic((UChar32)code_point) || U_GET_GC_MASK((UChar32)code_point) & U_GC_M_MASK;
    default: return false;
  }
}

enum mdg_character_kind mdg_character_kind_of(uint32_t code_point) {
  uint32_t mask = U_MASK(u_charType((UChar32)code_point));
  if (mask & U_GC_L_MASK) return mdg_kind_letter;
  if (mask & U_GC_M_MASK) return mdg_kind_mark;
  if (mask & U_GC_N_MASK) return mdg_kind_number;
  if (mask & U_GC_CF_MASK) return mdg_kind_format;
  return mdg_kind_separator;
}

mdg_graphemes *mdg_graphemes_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_CHARACTER, "", 0, 0, &status);
  return U_FAILURE(status) ? 0 : (mdg_graphemes *)iterator;
}

int32_t mdg_graphemes_split(
    mdg_graphemes *graphemes, const uint16_t *text, int32_t length, int32_t *ends) {
  UBreakIterator *iterator = (UBreakIterator *)graphemes;
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(iterator, (const UChar *)text, length, &status);
  if (U_FAILURE(status)) return -1;
  int32_t count = 0;
  ubrk_first(iterator);
  for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; end = ubrk_next(iterator)) {
    ends[count++] = end;
  }
  return count;
}

void mdg_graphemes_close(mdg_graphemes *graphemes) { ubrk_close((UBreakIterator *)graphemes); }
