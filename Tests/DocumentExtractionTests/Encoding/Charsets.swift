import Glibc

/// Text in other character sets than UTF-8.
enum Charsets {
    /// The bytes of a text in a set; empty for a set that the system does not know.
    static func encode(_ text: String, _ charset: String) -> [UInt8] {
        guard let converter = iconv_open(charset, "UTF-8"), converter != iconv_t(bitPattern: -1) else { return [] }
        defer { iconv_close(converter) }
        var input = text.utf8.map(CChar.init(bitPattern:))
        var output = [CChar](repeating: 0, count: input.count * 4 + 64)
        var left = input.count
        var room = output.count
        input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var source = input.baseAddress
                var target = output.baseAddress
                _ = iconv(converter, &source, &left, &target, &room)
                _ = iconv(converter, nil, nil, &target, &room)
            }
        }
        return output.prefix(output.count - room).map(UInt8.init(bitPattern:))
    }

    static let japanese = """
        攻撃者は偽の請求書を添付した電子メールを送り、開いた利用者の端末でスクリプトを実行しました。その後、盗んだ認証情報を使って\
        社内の他のサーバーへ移動し、文書を集めて外部に送信しました。
        """
    static let simplified = """
        攻击者发送带有附件的钓鱼邮件，用户打开文件以后，恶意程序会在系统中运行。他们用得到的密码进入公司的其他主机，把数据发到国外的服务器。
        """
    static let traditional = """
        攻擊者寄出帶有附件的釣魚郵件，使用者打開檔案以後，惡意程式會在系統中執行。他們用得到的密碼進入公司的其他主機，把資料送到國外的伺服器。
        """
    static let korean = """
        공격자는 첨부 파일이 있는 메일을 보냈고, 사용자가 파일을 열면 악성 코드가 실행되었다. 이후 훔친 계정으로 회사의 다른 서버에 접속하여 자료를 \
        밖으로 보냈다.
        """
    static let greek = "Οι επιτιθέμενοι έστειλαν μηνύματα με συνημμένα αρχεία και εκτέλεσαν κώδικα στους υπολογιστές."
    static let hebrew = """
        התוקפים שלחו הודעות עם קבצים מצורפים והריצו קוד על המחשבים של הקורבנות, ואז עברו לשרתים \
        אחרים.
        """
    static let arabic = """
        أرسل المهاجمون رسائل تحتوي على ملفات مرفقة ثم نفذوا التعليمات البرمجية على أجهزة الضحايا \
        في الشركة.
        """
    static let ukrainian = """
        Зловмисники надіслали листи з вкладеннями і запустили сценарії на комп'ютерах жертв, щоб \
        викрасти їхні паролі.
        """
    static let russian = """
        Злоумышленники разослали письма с вложениями и запустили сценарии на машинах жертв, \
        чтобы украсть пароли.
        """
    static let turkish = """
        Saldırganlar ekli dosyalar içeren iletiler gönderdi ve çalıştırılan betiklerle şirketin \
        ağına girdi; ığdır.
        """
    static let polish = """
        Napastnicy wysłali wiadomości z załącznikami, a później uruchomili złośliwy kod i \
        wykradli hasła użytkowników.
        """
    static let czech = """
        Útočníci rozeslali zprávy s přílohami, spustili škodlivý kód a později se přesunuli na \
        další počítače ve firmě.
        """
    static let hungarian = """
        A támadók fertőzött mellékleteket küldtek, később pedig ellopott jelszavakkal jutottak \
        el a többi gépre.
        """
    static let romanian = """
        Atacatorii au trimis mesaje cu fişiere ataşate şi au rulat cod pe staţiile victimelor, \
        după care au furat parolele.
        """
    static let french = """
        Les pirates ont envoyé des pièces jointes piégées, puis ont dérobé des mots de passe à \
        l’aide d’un « chargeur » caché.
        """
    static let german = """
        Die Angreifer verschickten gefälschte Anhänge, führten Schadcode aus und öffneten später \
        Türen für weitere Kräfte.
        """
    static let spanish = """
        Los atacantes enviaron correos con archivos dañinos, robaron contraseñas y después \
        pasaron a otras máquinas. ¿Cómo?
        """
    static let danish = """
        Angriberne sendte breve med vedhæftede filer, kørte skadelig kode på maskinerne og gik \
        så videre på nettet først på året.
        """
    static let portuguese = """
        Os invasores enviaram anexos maliciosos, não só à direção, e então extraíram informações \
        da rede interna até março.
        """
}
