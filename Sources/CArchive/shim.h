#include <archive.h>
#include <archive_entry.h>
// libarchive's gzip filter does not check a stream's checksum; zlib, which it stands on, does.
#include <zlib.h>
