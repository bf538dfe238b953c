/// A reader of RFC 4180 that accepts nothing else.
struct CSVLines {
    let lines: [[String]]
    /// What broke the rules, in words.
    let faults: [String]

    init(_ bytes: [UInt8]) {
        var lines: [[String]] = []
        var faults: [String] = []
        var line: [String] = []
        var cell: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x22, cell.isEmpty {
                index += 1
                while index < bytes.count {
                    if bytes[index] == 0x22 {
                        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else {
                            break
                        }
                        index += 1
                    }
                    cell.append(bytes[index])
                    index += 1
                }
                index += 1
                if index < bytes.count, bytes[index] != 0x2C, bytes[index] != 0x0D {
                    faults.append("text after a quoted cell")
                }
            }
            guard index < bytes.count else {
                faults.append("no line end at the end")
                break
            }
            switch bytes[index] {
            case 0x2C:
                line.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case 0x0D:
                if index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
                    faults.append("CR without LF")
                }
                line.append(String(decoding: cell, as: UTF8.self))
                lines.append(line)
                (line, cell) = ([], [])
                index += 1
            case 0x0A, 0x22: faults.append("a bare LF or quotation mark")
            default: cell.append(bytes[index])
            }
            index += 1
        }
        self.lines = lines
        self.faults = faults
    }
}
