// libzstd, for reading Zstandard files.
#ifndef CSYSTEMZSTD_H
#define CSYSTEMZSTD_H

#include <zstd.h>

#endif
