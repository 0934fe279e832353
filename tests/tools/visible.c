/* Leaves the memory of the tested program visible for tests that look for secrets in it and do not run as root.
 * The program hides it with prctl(PR_SET_DUMPABLE, 0). */
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int prctl(int option, ...) {
  unsigned long argument[4];
  va_list rest;
  va_start(rest, option);
  for (int i = 0; i < 4; i++) argument[i] = va_arg(rest, unsigned long);
  va_end(rest);
  if (option == PR_SET_DUMPABLE) return 0;
  return syscall(SYS_prctl, option, argument[0], argument[1], argument[2], argument[3]);
}
