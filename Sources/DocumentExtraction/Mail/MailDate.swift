/// Dates of messages, in the one form that metadata has.
enum MailDate {
    private struct Parts {
        var day: Int?
        var month: Int?
        var year: Int?
        var time: (hour: Int, minute: Int, second: Int)?
        var offset: Int?
    }

    /// A date as `2024-03-01T12:30:00+01:00`, with `Z` for no offset; `nil` for what is no date.
    ///
    /// The order of day, month, year and time does not matter: programs differ.
    static func normalised(_ bytes: [UInt8]) -> String? {
        var parts = Parts()
        for token in tokens(bytes.prefix(200)) {
            take(token, &parts)
        }
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
        let date = "\(pad(year, 4))-\(pad(month))-\(pad(day))"
        guard let time = parts.time else { return date }
        let clock = "\(pad(time.hour)):\(pad(time.minute)):\(pad(time.second))"
        guard let offset = parts.offset else { return "\(date)T\(clock)" }
        guard offset != 0 else { return "\(date)T\(clock)Z" }
        let size = abs(offset)
        return "\(date)T\(clock)\(offset < 0 ? "-" : "+")\(pad(size / 60)):\(pad(size % 60))"
    }

    /// The words outside of comments.
    private static func tokens(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        let end = bytes.firstIndex(of: 0x28) ?? bytes.endIndex
        return bytes[..<end].split { $0 <= 0x20 || $0 == 0x2C }
    }

    private static func take(_ token: ArraySlice<UInt8>, _ parts: inout Parts) {
        if token.contains(0x3A), let time = time(token) {
            parts.time = parts.time ?? time
        } else if let first = token.first, first == 0x2B || first == 0x2D, parts.time != nil {
            parts.offset = parts.offset ?? offset(token)
        } else if let number = number(token) {
            takeNumber(number, digits: token.count, &parts)
        } else if let month = month(token), parts.month == nil {
            parts.month = month
        } else if let zone = zone(token), parts.time != nil {
            parts.offset = parts.offset ?? zone
        } else if token.contains(0x2D) {
            // 12-Mar-2024
            for piece in token.split(separator: 0x2D).prefix(3) where parts.year == nil {
                take(piece, &parts)
            }
        }
    }

    private static func takeNumber(_ number: Int, digits: Int, _ parts: inout Parts) {
        if digits <= 2, parts.day == nil, (1...31).contains(number) {
            parts.day = number
        } else if parts.year == nil, digits == 4, number >= 1900 {
            parts.year = number
        } else if parts.year == nil, digits == 2 || digits == 3, parts.day != nil {
            parts.year = number + (number < 50 ? 2000 : 1900)
        }
    }

    private static func time(_ token: ArraySlice<UInt8>) -> (hour: Int, minute: Int, second: Int)? {
        let fields = token.split(separator: 0x3A).map { number($0.prefix(2)) ?? -1 }
        guard (2...3).contains(fields.count), (0...23).contains(fields[0]), (0...59).contains(fields[1]) else {
            return nil
        }
        let second = fields.count > 2 ? fields[2] : 0
        return (0...60).contains(second) ? (fields[0], fields[1], second) : nil
    }

    /// Minutes east of Greenwich: `+0130`, `-01:30`.
    private static func offset(_ token: ArraySlice<UInt8>) -> Int? {
        let digits = token.dropFirst().filter { $0 != 0x3A }
        guard digits.count == 4, let value = number(digits[...]), value % 100 < 60, value / 100 < 24 else { return nil }
        let minutes = value / 100 * 60 + value % 100
        return token.first == 0x2D ? -minutes : minutes
    }

    private static func zone(_ token: ArraySlice<UInt8>) -> Int? {
        let name = String(decoding: token.prefix { $0.isASCIILetter }, as: UTF8.self)
        let rest = token.dropFirst(name.utf8.count)
        let hours: [String: Int] = [
            "GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
            "PST": -8, "PDT": -7, "CET": 1, "CEST": 2,
        ]
        guard let base = hours[name] else { return nil }
        return rest.isEmpty ? base * 60 : offset(rest)
    }

    private static func month(_ token: ArraySlice<UInt8>) -> Int? {
        let names: [StaticString] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        guard token.allSatisfy({ $0.isASCIILetter || $0 == 0x2E }), token.count >= 3 else { return nil }
        let start = token.prefix(3).map(\.lowercasedASCII)
        return names.firstIndex { start.contains($0) }.map { $0 + 1 }
    }

    private static func number(_ token: ArraySlice<UInt8>) -> Int? {
        guard (1...4).contains(token.count), token.allSatisfy(\.isASCIIDigit) else { return nil }
        return token.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension MailDate {
    /// A time of Windows, in tenths of microseconds since 1601, as metadata has it; `nil` when it is not set.
    static func normalised(fileTime: UInt64) -> String? {
        let seconds = Int(fileTime / 10_000_000)
        // Before 1970 or after 2200 it is no time but a mistake.
        guard seconds > 11_644_473_600, seconds < 18_900_000_000 else { return nil }
        let days = seconds / 86_400
        let (year, month, day) = civil(days)
        let rest = seconds % 86_400
        let clock = "\(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))"
        return "\(pad(year, 4))-\(pad(month))-\(pad(day))T\(clock)Z"
    }

    /// The date so many days after the first one of 1601.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // Years begin in March here, so that the day that is not always there comes last.
        let shifted = days + 306
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = 1600 + era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
