// libcurl for Swift, which cannot call variadic functions: one function for each kind of option.
#pragma once

#include <curl/curl.h>

typedef size_t (*ccurl_data_callback)(char *bytes, size_t one, size_t count, void *context);

static inline CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the text.
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl keeps the list until the handle is reset or freed.
static inline CURLcode ccurl_set_headers(CURL *handle, struct curl_slist *headers) {
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

static inline CURLcode ccurl_set_body_callback(CURL *handle, ccurl_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode ccurl_set_head_callback(CURL *handle, ccurl_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

/// The function that opens every socket; it returns -1 to refuse.
static inline CURLcode ccurl_set_socket_callback(CURL *handle, curl_opensocket_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
}

/// The address itself, of `addrlen` bytes, which may be more than the structure's last member has.
static inline const void *ccurl_socket_address(const struct curl_sockaddr *address) {
    return &address->addr;
}

/// The function that is told now and then how much has come; anything but 0 from it ends the transfer.
static inline CURLcode ccurl_set_progress_callback(CURL *handle, curl_xferinfo_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}

/// Addresses in place of what names are resolved to; libcurl keeps the list until the handle is reset or freed.
static inline CURLcode ccurl_set_resolved(CURL *handle, struct curl_slist *lines) {
    return curl_easy_setopt(handle, CURLOPT_RESOLVE, lines);
}

/// The flag for getting names of hosts in ASCII; 0, which leaves them as they are, where libcurl cannot.
static inline unsigned int ccurl_ascii_host_flag(void) {
#ifdef CURLU_PUNYCODE
    return CURLU_PUNYCODE;
#else
    return 0;
#endif
}

/// The protocols to begin with and those that a redirect may lead to; https always, http when asked for.
static inline CURLcode ccurl_set_protocols(CURL *handle, int plain, int plain_redirects) {
#if LIBCURL_VERSION_NUM >= 0x075500
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, plain ? "http,https" : "https");
    if (code != CURLE_OK) return code;
    return curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, plain_redirects ? "http,https" : "https");
#else
    long first = CURLPROTO_HTTPS | (plain ? CURLPROTO_HTTP : 0);
    long later = CURLPROTO_HTTPS | (plain_redirects ? CURLPROTO_HTTP : 0);
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS, first);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS, later);
#endif
}

static inline CURLcode ccurl_get_number(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

/// The text belongs to the handle.
static inline CURLcode ccurl_get_text(CURL *handle, CURLINFO info, const char **value) {
    return curl_easy_getinfo(handle, info, value);
}

/// Whether a transfer has ended, and how; 1 when `code` was set.
static inline int ccurl_next_result(CURLM *multi, CURLcode *code) {
    int rest = 0;
    CURLMsg *message = curl_multi_info_read(multi, &rest);
    if (message == NULL || message->msg != CURLMSG_DONE) return 0;
    *code = message->data.result;
    return 1;
}
