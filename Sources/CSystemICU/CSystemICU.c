#include "CSystemICU.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utypes.h>

/// ICU's shared normaliser, which lives as long as the process.
static const UNormalizer2 *normalizer(enum mdg_unicode_form form, UErrorCode *status) {
  switch (form) {
    case mdg_form_nfc: return unorm2_getNFCInstance(status);
    case mdg_form_nfd: return unorm2_getNFDInstance(status);
    case mdg_form_nfkc: return unorm2_getNFKCInstance(status);
    case mdg_form_nfkc_casefold: return unorm2_getNFKCCasefoldInstance(status);
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
