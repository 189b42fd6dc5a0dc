/* Takes the native executable's place in an image: says how it was started, by whom, and what it may write. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try(const char *path) {
  int file = open(path, O_CREAT | O_WRONLY, 0600);
  printf("%s: %s\n", path, file < 0 ? strerror(errno) : "writable");
  if (file >= 0) close(file);
}

int main(int count, char **arguments) {
  for (int i = 0; i < count; i++) printf("%s,", arguments[i]);
  printf("\n%d:%d\n", (int)getuid(), (int)getgid());
  try("/file");
  try("file");
  try("/tmp/file");
  return 0;
}
