import Glibc

/// A date as spreadsheets keep it: the days since an epoch, the time as a fraction.
struct SerialDate {
    /// Where the count of days begins.
    enum Calendar {
        /// 1 is the first of January 1900, and there is a 29th of February 1900 that never was.
        case from1900
        /// 0 is the first of January 1904.
        case from1904
    }

    /// What a format shows of a date.
    enum Form: Equatable {
        case date, time, dateAndTime
    }

    private let days: Double

    /// The date that a number in decimal notation stands for; the count ends with the year 9999.
    init?(_ number: some Collection<UInt8>) {
        guard let value = Double(ascii: number), value >= 0, value < 2_958_466 else { return nil }
        days = value
    }

    /// The date in the form of ISO 8601, a space before the time.
    func written(as form: Form, _ calendar: Calendar) -> [UInt8] {
        // A time is kept to the millisecond at best.
        var day = Int(days)
        var seconds = Int(((days - Double(day)) * 86_400).rounded())
        if seconds >= 86_400 {
            day += 1
            seconds = 0
        }
        switch form {
        case .time: return Self.time(day * 86_400 + seconds)
        case .date where seconds == 0: return Self.date(day, calendar)
        case .date: return Self.date(day, calendar)
        case .dateAndTime: return Self.date(day, calendar) + [0x20] + Self.time(seconds)
        }
    }

    private static func time(_ seconds: Int) -> [UInt8] {
        padded(seconds / 3600, 2) + [0x3A] + padded(seconds / 60 % 60, 2) + [0x3A] + padded(seconds % 60, 2)
    }

    private static func date(_ day: Int, _ calendar: Calendar) -> [UInt8] {
        // Days since the first of March of the year 0, in the Gregorian calendar.
        let sinceMarch =
            switch calendar {
            case .from1900: 693_900 + day - 1 + (day < 60 ? 1 : 0)
            case .from1904: 695_361 + day
            }
        let era = sinceMarch / 146_097
        let dayOfEra = sinceMarch % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        return padded(year, 4) + [0x2D] + padded(month < 10 ? month + 3 : month - 9, 2) + [0x2D] + padded(dayOfMonth, 2)
    }

    private static func padded(_ number: Int, _ width: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return Array(repeating: 0x30, count: max(0, width - digits.count)) + digits
    }
}

extension SerialDate.Form {
    /// What a format that Excel knows by number shows.
    init?(builtIn id: Int) {
        switch id {
        case 14...17, 27...31, 34...36, 50...54, 57, 58, 71...74: self = .date
        case 18...21, 32, 33, 45...47, 55, 56, 75...80: self = .time
        case 22, 81: self = .dateAndTime
        default: return nil
        }
    }

    /// What a format shows whose code is written out: `yyyy\-mm\-dd hh:mm`.
    init?(code: [UInt8]) {
        var hasDate = false
        var hasTime = false
        var hasMonthOrMinute = false
        var index = 0
        // Only the form of positive numbers counts.
        while index < code.count, code[index] != 0x3B {
            let byte = code[index].lowercasedASCII
            switch byte {
            case 0x22: index = code[(index + 1)...].firstIndex(of: 0x22) ?? code.count
            case 0x5C, 0x5F, 0x2A: index += 1
            case 0x5B:
                let end = code[index...].firstIndex(of: 0x5D) ?? code.count
                // [h], [mm] and [s] count on beyond a day; other brackets are colours and conditions.
                hasTime =
                    hasTime
                    || code[(index + 1)..<max(end, index + 1)].allSatisfy { [0x68, 0x6D, 0x73].contains($0 | 0x20) }
                index = end
            case 0x79, 0x64: hasDate = true
            case 0x68, 0x73: hasTime = true
            case 0x6D: hasMonthOrMinute = true
            // General, and numbers with digits.
            case 0x67, 0x23, 0x30, 0x3F:
                if !(hasTime && byte == 0x30) { return nil }
            default: break
            }
            index += 1
        }
        if hasMonthOrMinute, !hasTime {
            hasDate = true
        }
        guard hasDate || hasTime else { return nil }
        self = hasDate && hasTime ? .dateAndTime : hasDate ? .date : .time
    }
}
