import CCurl

extension EasyHandle {
    /// Options that requests to servers which nobody vouches for need.
    ///
    /// Cookies, a referrer, `.netrc`, stored HSTS and alternative services are off in libcurl unless asked for. With
    /// `resolved`, addresses are used in place of what names are resolved to.
    func prepareForDocuments(resolved: [String]) throws(HTTPFetchError) {
        // Whatever this libcurl can decode; what comes out is counted as it comes.
        try check(ccurl_set_text(handle, CURLOPT_ACCEPT_ENCODING, ""))
        try set(CURLOPT_FORBID_REUSE, 1)
        try set(CURLOPT_FRESH_CONNECT, 1)
        try set(CURLOPT_UNRESTRICTED_AUTH, 0)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if !resolved.isEmpty { try check(ccurl_set_resolved(handle, list(resolved))) }
    }

    /// Tells `watch` how many bytes of the body were sent so far, before they are decoded; `false` ends the transfer.
    func watchProgress(_ watch: @escaping (Int64) -> Bool) throws(HTTPFetchError) {
        let watcher = ProgressWatcher(watch)
        keep(watcher)
        try check(ccurl_set_progress_callback(handle, takeProgress, Unmanaged.passUnretained(watcher).toOpaque()))
    }
}

/// Who watches, behind a pointer that C can carry.
private final class ProgressWatcher {
    let watch: (Int64) -> Bool

    init(_ watch: @escaping (Int64) -> Bool) {
        self.watch = watch
    }
}

private func takeProgress(
    _ context: UnsafeMutableRawPointer?,
    _ toReceive: curl_off_t,
    _ received: curl_off_t,
    _ toSend: curl_off_t,
    _ sent: curl_off_t
) -> Int32 {
    guard let context else { preconditionFailure("libcurl lost its watcher") }
    return Unmanaged<ProgressWatcher>.fromOpaque(context).takeUnretainedValue().watch(Int64(received)) ? 0 : 1
}
