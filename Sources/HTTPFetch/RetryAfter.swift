import CCurl
import Glibc

/// `Retry-After`: a number of seconds, or a time.
enum RetryAfter {
    /// The longest that is believed.
    static let longest = Duration.seconds(24 * 3600)

    /// How long to wait from now.
    ///
    /// - Parameters:
    ///   - value: the header's value.
    ///   - sent: the response's own `Date`, by which a time is measured: the server's clock may differ from ours.
    /// - Returns: `nil` when it asks for no wait, or for nothing that can be understood.
    static func delay(_ value: String, sent: String?) -> Duration? {
        let digits = value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if digits, !value.isEmpty {
            // What is too large for the type is too long as well.
            return bounded(Int64(value) ?? .max)
        }
        guard let then = HTTPDate.seconds(value) else { return nil }
        let now = sent.flatMap(HTTPDate.seconds) ?? Int64(time(nil))
        return bounded(then - now)
    }

    private static func bounded(_ seconds: Int64) -> Duration? {
        seconds > 0 ? min(.seconds(seconds), longest) : nil
    }
}

/// A time in one of HTTP's three forms.
enum HTTPDate {
    /// Seconds since 1970; `nil` for what is no time.
    static func seconds(_ text: String) -> Int64? {
        // libcurl's reader takes a lot for a time; HTTP's forms all begin with a day's name and have a time of day.
        guard text.utf8.count <= 64, text.first?.isLetter == true, text.contains(":") else { return nil }
        let seconds = curl_getdate(text, nil)
        return seconds < 0 ? nil : Int64(seconds)
    }
}
