// A library to preload: one call of the system fails, as a full disk, a broken one or a signal would make it.
//
//   TORTURE_CALL   write, pwrite, fsync, rename, ftruncate, open (for writing), close, mkdir or unlink
//   TORTURE_FAULT  ENOSPC, EIO, EINTR or SHORT (a write of one byte; every write is short then)
//   TORTURE_NTH    which call fails, counted from 1 over files and standard output
//   TORTURE_COUNT  a file into which the number of calls is written when the process ends
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

/// 0: goes on; 1: fails with errno set; 2: is short.
static int fault(const char *call, int descriptor) {
  const char *wanted = getenv("TORTURE_CALL"), *kind = getenv("TORTURE_FAULT");
  // What the program starts is preloaded, too.
  if (strcmp(program_invocation_short_name, "mondegreen") != 0) return 0;
  if (!wanted || !kind || strcmp(wanted, call) != 0) return 0;
  if (descriptor >= 0) {
    // Files and standard output alone: nobody checks messages, and pipes to children have tests of their own.
    struct stat status;
    if (descriptor == 2 || fstat(descriptor, &status) != 0) return 0;
    if (!S_ISREG(status.st_mode)) return 0;
  }
  long nth = atomic_fetch_add(&calls, 1) + 1;
  if (strcmp(kind, "SHORT") == 0) return 2;
  if (nth != number("TORTURE_NTH")) return 0;
  errno = strcmp(kind, "ENOSPC") == 0 ? ENOSPC : strcmp(kind, "EINTR") == 0 ? EINTR : EIO;
  return 1;
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("TORTURE_COUNT");
  if (!path || strcmp(program_invocation_short_name, "mondegreen") != 0) return;
  unsetenv("TORTURE_CALL");
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

#define NEXT(type, name, ...)                  \
  static type (*next)(__VA_ARGS__);            \
  if (!next) next = dlsym(RTLD_NEXT, #name)

ssize_t write(int descriptor, const void *bytes, size_t count) {
  NEXT(ssize_t, write, int, const void *, size_t);
  switch (fault("write", descriptor)) {
    case 1: return -1;
    case 2: return next(descriptor, bytes, count < 1 ? count : 1);
    default: return next(descriptor, bytes, count);
  }
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t place) {
  NEXT(ssize_t, pwrite, int, const void *, size_t, off_t);
  switch (fault("pwrite", descriptor)) {
    case 1: return -1;
    case 2: return next(descriptor, bytes, count < 1 ? count : 1, place);
    default: return next(descriptor, bytes, count, place);
  }
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t place) {
  return pwrite(descriptor, bytes, count, place);
}

int fsync(int descriptor) {
  NEXT(int, fsync, int);
  return fault("fsync", descriptor) == 1 ? -1 : next(descriptor);
}

int ftruncate(int descriptor, off_t size) {
  NEXT(int, ftruncate, int, off_t);
  return fault("ftruncate", descriptor) == 1 ? -1 : next(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

int rename(const char *from, const char *to) {
  NEXT(int, rename, const char *, const char *);
  return fault("rename", -1) == 1 ? -1 : next(from, to);
}

int mkdir(const char *path, mode_t mode) {
  NEXT(int, mkdir, const char *, mode_t);
  return fault("mkdir", -1) == 1 ? -1 : next(path, mode);
}

int unlink(const char *path) {
  NEXT(int, unlink, const char *);
  return fault("unlink", -1) == 1 ? -1 : next(path);
}

int open(const char *path, int flags, ...) {
  NEXT(int, open, const char *, int, ...);
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  // Devices are no disks.
  if ((flags & O_ACCMODE) != O_RDONLY && strncmp(path, "/dev/", 5) != 0 && fault("open", -1) == 1) return -1;
  return next(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return open(path, flags, mode);
}

int close(int descriptor) {
  NEXT(int, close, int);
  if (fault("close", descriptor) == 1) {
    int code = errno;
    next(descriptor);
    errno = code;
    return -1;
  }
  return next(descriptor);
}
