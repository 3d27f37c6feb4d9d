// liblzma, for reading xz files.
#ifndef CSYSTEMLZMA_H
#define CSYSTEMLZMA_H

#include <lzma.h>

/// `LZMA_STREAM_INIT` is a macro that Swift does not see.
static inline lzma_stream mdg_lzma_stream(void) {
  lzma_stream stream = LZMA_STREAM_INIT;
  return stream;
}

#endif
