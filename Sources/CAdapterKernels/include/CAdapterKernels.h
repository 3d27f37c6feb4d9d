#ifndef X_
#define X_
#endif
