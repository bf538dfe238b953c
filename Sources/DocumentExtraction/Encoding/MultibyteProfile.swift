/// What text in one of East Asia's character sets looks like once it is decoded.
struct MultibyteProfile: Sendable {
    /// The set's name for people.
    let name: String

    /// The set's name for the system.
    let system: String

    /// The language's most frequent characters.
    private let common: Set<UInt32>

    /// What else the language is written with.
    private let script: ClosedRange<UInt32>

    /// The set that a text is most likely in; `nil` when it is none of these.
    static func best(for sample: [UInt8]) -> MultibyteProfile? {
        var best: (profile: MultibyteProfile, score: Int)?
        for profile in all {
            guard let score = profile.score(of: sample), score > best?.score ?? 0 else { continue }
            best = (profile, score)
        }
        return best?.profile
    }

    /// A hundred times the mean weight of the characters that are not ASCII; `nil` when the bytes cannot be this set.
    private func score(of sample: [UInt8]) -> Int? {
        guard let converter = CharacterSetConverter(system) else { return nil }
        var utf8: [UInt8] = []
        let replaced = converter.convert(sample.span, into: &utf8)
        var sum = 0
        var count = 0
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
            count += 1
            sum += weight(of: scalar.value)
        }
        // The sample's last character may be cut off.
        guard count >= 4, replaced <= 1 + count / 100 else { return nil }
        let score = sum * 100 / count
        // In a few characters anything can be found by chance.
        return score >= (count < 16 ? 120 : 70) ? score : nil
    }

    private func weight(of scalar: UInt32) -> Int {
        if common.contains(scalar) { return 3 }
        if script.contains(scalar) { return 2 }
        return switch scalar {
        case 0x3001...0x3011, 0xFF01...0xFF5E: 1
        // A Korean text has few Chinese characters, a Chinese one no Korean syllables.
        case 0x4E00...0x9FFF: script == Self.hangulLetters ? -1 : 0
        case 0xAC00...0xD7A3: script == Self.hangulLetters ? 0 : -2
        case 0xE000...0xF8FF, 0xFFFD: -3
        case 0xFF61...0xFF9F, 0x80...0x24FF: -1
        default: 0
        }
    }

    private init(_ name: String, _ system: String, _ common: String, _ script: ClosedRange<UInt32>) {
        self.name = name
        self.system = system
        self.common = Set(common.unicodeScalars.map(\.value))
        self.script = script
    }

    private static let kana: ClosedRange<UInt32> = 0x3041...0x30FC
    private static let hangulLetters: ClosedRange<UInt32> = 0x3131...0x318E
    /// Nothing but the frequent characters speaks for Chinese.
    private static let none: ClosedRange<UInt32> = 0x3100...0x3100

    private static let all = [
        MultibyteProfile("shift_jis", "cp932", japanese, kana),
        MultibyteProfile("euc-jp", "euc-jp-ms", japanese, kana),
        MultibyteProfile("gbk", "gb18030", simplified, none),
        MultibyteProfile("big5", "cp950", traditional, none),
        MultibyteProfile("euc-kr", "cp949", korean, hangulLetters),
    ]

    private static let japanese = """
        日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西\
        電校語土木聞食車何南万毎白天母火用者的新会社事自情報使攻撃対作物部体全実手方同場地文字数
        """
    private static let simplified = """
        的一是不在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天\
        如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从网络攻击件文安全系统信息使数据机户\
        名入未本错误设置程序选项目录被指选参无效输
        """
    private static let traditional = """
        的一是不在人有我他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家十用發天\
        如然作方成者多日都三小軍二無同麼經法當起與好看學進種將還分此心前面又定見只主沒公從網路攻擊件文安全系統資訊使數據機戶\
        名入未本錯誤設置程式選項目錄被指案參檔效輸
        """
    private static let korean = """
        이다는을의에가고하한지로기사어를은도서리시인자나대그부보아해정수들스일있과라장성비게전원상구주여조만되공제오으우니면안었\
        마미동했및격악코드파할않습없위입용것같록름모소신
        """
}
