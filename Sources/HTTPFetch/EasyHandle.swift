import CCurl

/// libcurl's handle of one request, used by one thread.
final class EasyHandle {
    let handle: UnsafeMutableRawPointer
    private let url: String
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var kept: [AnyObject] = []

    /// A handle that is ready to go.
    init(url: String, options: HTTPClientOptions, headers: [String]) throws(HTTPFetchError) {
        guard Self.isLibraryReady, let handle = curl_easy_init() else {
            throw HTTPFetchError(.other, during: "start libcurl", url: url)
        }
        self.handle = handle
        self.url = url
        try setUp(options)
        // Some are a server's word, as validators are: none may end its line and begin another.
        let lines = headers.filter { line in !line.utf8.contains { $0 < 0x20 || $0 == 0x7F } }
        try check(ccurl_set_headers(handle, list(lines)))
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
    }

    /// Keeps what libcurl has been given a pointer to.
    func keep(_ object: AnyObject) {
        kept.append(object)
    }

    /// libcurl's form of `lines`, which lives as long as the handle.
    func list(_ lines: [String]) throws(HTTPFetchError) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                throw HTTPFetchError(.other, during: "start libcurl", url: url)
            }
            list = longer
        }
        if let list { lists.append(list) }
        return list
    }

    /// Where the last response came from.
    var finalURL: String? {
        var text: UnsafePointer<CChar>?
        guard ccurl_get_text(handle, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK, let text else { return nil }
        return String(cString: text)
    }

    /// Carries out the request, giving each line of the head and each piece of the body to the caller.
    ///
    /// - Returns: libcurl's code; a cancellation or a `false` from the caller ends the transfer with any code.
    func perform(
        cancellation: TransferCancellation,
        head: @escaping (UnsafeRawBufferPointer) -> Bool,
        body: @escaping (UnsafeRawBufferPointer) -> Bool
    ) throws(HTTPFetchError) -> CURLcode {
        let headReader = Unmanaged.passRetained(Reader(head))
        let bodyReader = Unmanaged.passRetained(Reader(body))
        defer {
            headReader.release()
            bodyReader.release()
        }
        try check(ccurl_set_head_callback(handle, takeData, headReader.toOpaque()))
        try check(ccurl_set_body_callback(handle, takeData, bodyReader.toOpaque()))
        guard let multi = curl_multi_init(), curl_multi_add_handle(multi, handle) == CURLM_OK else {
            throw HTTPFetchError(.other, during: "start libcurl", url: url)
        }
        cancellation.begin(multi)
        defer {
            cancellation.end()
            curl_multi_remove_handle(multi, handle)
            curl_multi_cleanup(multi)
        }
        // One handle in a multi handle: only so can another thread wake the wait.
        while !cancellation.isCancelled {
            var running: Int32 = 0
            var status = curl_multi_perform(multi, &running)
            var code = CURLE_OK
            if ccurl_next_result(multi, &code) == 1 { return code }
            if status == CURLM_OK { status = curl_multi_poll(multi, nil, 0, 60_000, nil) }
            guard status == CURLM_OK else {
                throw HTTPFetchError(
                    .other,
                    during: "fetch",
                    url: url,
                    reason: String(cString: curl_multi_strerror(status))
                )
            }
        }
        return CURLE_ABORTED_BY_CALLBACK
    }

    private func setUp(_ options: HTTPClientOptions) throws(HTTPFetchError) {
        let isSecure = url.lowercased().hasPrefix("https:")
        try check(ccurl_set_text(handle, CURLOPT_URL, url))
        let isPlainAllowed: Int32 = options.allowsPlainHTTP ? 1 : 0
        try check(ccurl_set_protocols(handle, isPlainAllowed, isSecure ? 0 : isPlainAllowed))
        try check(ccurl_set_text(handle, CURLOPT_USERAGENT, options.userAgent))
        try set(CURLOPT_FOLLOWLOCATION, options.maximumRedirects > 0 ? 1 : 0)
        try set(CURLOPT_MAXREDIRS, options.maximumRedirects)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        // Signals are the process's own business, and this is not its only thread.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
        try set(CURLOPT_TIMEOUT_MS, options.totalTimeout.milliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, options.lowestSpeed)
        try set(CURLOPT_LOW_SPEED_TIME, max(1, options.stallTimeout.milliseconds / 1000))
        switch options.proxy {
        case .environment: break
        case .none: try check(ccurl_set_text(handle, CURLOPT_PROXY, ""))
        case .url(let proxy): try check(ccurl_set_text(handle, CURLOPT_PROXY, proxy))
        }
        if let file = options.certificateFile { try check(ccurl_set_text(handle, CURLOPT_CAINFO, file)) }
    }

    func set(_ option: CURLoption, _ value: Int) throws(HTTPFetchError) {
        try check(ccurl_set_number(handle, option, value))
    }

    func check(_ code: CURLcode) throws(HTTPFetchError) {
        guard code != CURLE_OK else { return }
        throw HTTPFetchError(
            HTTPFetchError.Code(curl: code),
            during: "set up the request",
            url: url,
            curlCode: Int(code.rawValue),
            reason: String(cString: curl_easy_strerror(code))
        )
    }

    /// libcurl's global state, set up once before its first use.
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

/// Who takes the data, behind a pointer that C can carry.
private final class Reader {
    let take: (UnsafeRawBufferPointer) -> Bool

    init(_ take: @escaping (UnsafeRawBufferPointer) -> Bool) {
        self.take = take
    }
}

private func takeData(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ one: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { preconditionFailure("libcurl lost its reader") }
    let reader = Unmanaged<Reader>.fromOpaque(context).takeUnretainedValue()
    let data = UnsafeRawBufferPointer(start: bytes, count: one * count)
    // Anything but the full count ends the transfer; 0 of 0 would not.
    return reader.take(data) ? data.count : data.count + 1
}

extension Duration {
    /// Whole milliseconds, at least one: for libcurl, 0 is no limit at all.
    fileprivate var milliseconds: Int {
        max(1, Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}
