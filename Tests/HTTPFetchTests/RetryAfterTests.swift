import Testing

@testable import HTTPFetch

@Suite struct RetryAfterTests {
    private static let sent = "Sun, 06 Nov 1994 08:49:37 GMT"

    @Test(arguments: [
        ("17", 17), ("0", nil), ("-5", nil), ("86401", 86400), ("99999999999999999999999999", 86400), ("", nil),
        ("soon", nil), ("1.5", nil), ("17 seconds", nil), ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
        ("Sunday, 06-Nov-94 08:50:37 GMT", 60), ("Sun Nov  6 08:50:37 1994", 60),
        ("Sun, 06 Nov 1994 08:48:37 GMT", nil), ("Sun, 06 Nov 2094 08:48:37 GMT", 86400), ("Sun, 99 Nov 1994", nil),
    ])
    func aServerAsksToWait(_ value: String, _ seconds: Int?) {
        #expect(RetryAfter.delay(value, sent: Self.sent) == seconds.map { .seconds($0) })
    }

    @Test func withoutADateOurOwnClockCounts() {
        #expect(RetryAfter.delay(Self.sent, sent: nil) == nil)
        #expect(RetryAfter.delay("Sat, 06 Nov 2094 08:49:37 GMT", sent: "never") == .seconds(86400))
    }
}
