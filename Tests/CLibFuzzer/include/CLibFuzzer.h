// What libFuzzer, which comes with the compiler, is started with.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(
    int *_Nonnull count, char *_Nullable *_Nonnull *_Nonnull arguments,
    int (*_Nonnull body)(const uint8_t *_Nullable bytes, size_t count));
