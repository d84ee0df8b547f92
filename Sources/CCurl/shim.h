#include <curl/curl.h>

// Swift calls no variadic function: one of a fixed shape for each kind of value.

static inline CURLcode retouche_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode retouche_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode retouche_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode retouche_curl_set_pointer(
    CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*retouche_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode retouche_curl_set_receiver(
    CURL *handle, CURLoption option, retouche_curl_receiver receiver) {
  return curl_easy_setopt(handle, option, receiver);
}

static inline CURLcode retouche_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode retouche_curl_get_text(CURL *handle, CURLINFO info, const char **value) {
  return curl_easy_getinfo(handle, info, value);
}

// Macros that Swift does not import.
static const long retouche_curl_global_all = CURL_GLOBAL_ALL;
