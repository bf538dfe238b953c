extension StyleSheet {
    /// How the page is printed: always light, folds opened, nothing cut in two that belongs together.
    ///
    /// The matrix is set in columns, which every program that prints can do and which break over pages. The folds of the
    /// whole matrix and of references stay shut, for they are long and no findings.
    static let print: StaticString = """
        @media print{@page{size:A4;margin:18mm 15mm 17mm;\
        @bottom-left{content:"Page " counter(page) " of " counter(pages);font:8pt sans-serif;color:#5a626c}}
        :root{color-scheme:light;--ground:#ffffff}
        body{max-width:none;padding:0;font-size:10pt;orphans:3;widows:3}
        nav,.skip,.screen{display:none}
        details::details-content{content-visibility:visible;block-size:auto;opacity:1}
        summary{list-style:none;color:var(--muted)}
        summary::-webkit-details-marker{display:none}
        .all,.measures>summary{display:none}
        section{margin-top:1.5rem}
        h1{font-size:20pt}h2{font-size:14pt;margin-bottom:.625rem}.lead{font-size:12.5pt}
        h2,h3,h4,caption,summary,.legend,.kind,.bands,.lead-in{break-after:avoid}
        #matrix,.technique,.legend,.bands,.numbers,.note,.evidence li,.column,.column li,.values li,.measures ul,tr{\
        break-inside:avoid}
        .technique{content-visibility:visible;display:block;padding:.75rem 0 .5rem}
        .technique::after{content:"";display:block;clear:both}
        .what{float:left;width:11.5rem}
        .says{margin-left:12.75rem}
        .evidence{display:block}.evidence li{margin-bottom:.625rem;max-width:none}
        .evidence blockquote{font-size:10.5pt}.why,.what .muted,.verdict,.confidence{font-size:8pt}
        .confidence{display:block}
        .measures h4{margin:.375rem 0 0;font-size:8.5pt}
        .measures ul{display:block;font-size:8.5pt}
        .measures li{display:inline;padding:0;text-indent:0}
        .measures li+li::before{content:"\\00b7";margin:0 .35em}
        .measures .id{width:auto;font-size:8pt}
        .matrix{display:block;columns:5;column-gap:.75rem}
        .column{margin-bottom:1rem}
        .column ul,.values{display:block}.column li{margin-bottom:.2rem}
        .values.short{columns:3}.values:not(.short) li,.values.short li{margin-bottom:.125rem}
        .matrix a,.parent{font-size:7.5pt;padding:.2rem .35rem}.matrix a small,.parent small{font-size:7pt}
        .numbers{display:flex;gap:0}.numbers div{display:block;flex:1;padding:.5rem .75rem}.numbers dd{font-size:15pt}
        .numbers dt{font-size:8pt}
        th,td{padding-top:.375rem;padding-bottom:.375rem}
        a{color:inherit}
        thead{display:table-header-group}
        .matrix a,.chip,mark,.legend i,.tlp,.note,.numbers{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """

    /// The marking at the top and at the bottom of every printed page, as the Traffic Light Protocol asks for.
    static func page(_ marking: TrafficLight?) -> StaticString {
        switch marking {
        case nil: ""
        case .clear:
            """
            @media print{@page{@top-right{content:"TLP:CLEAR";background:#000;color:#fff;font:bold 12pt sans-serif;\
            width:28mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}\
            @bottom-right{content:"TLP:CLEAR";background:#000;color:#fff;font:bold 12pt sans-serif;\
            width:28mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}}}

            """
        case .green:
            """
            @media print{@page{@top-right{content:"TLP:GREEN";background:#000;color:#33ff00;font:bold 12pt sans-serif;\
            width:28mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}\
            @bottom-right{content:"TLP:GREEN";background:#000;color:#33ff00;font:bold 12pt sans-serif;\
            width:28mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}}}

            """
        case .amber:
            """
            @media print{@page{@top-right{content:"TLP:AMBER";background:#000;color:#ffc000;font:bold 12pt sans-serif;\
            width:28mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}\
            @bottom-right{content:"TLP:AMBER";background:#000;color:#ffc000;font:bold 12pt sans-serif;\
            width:28mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}}}

            """
        case .amberStrict:
            """
            @media print{@page{@top-right{content:"TLP:AMBER+STRICT";background:#000;color:#ffc000;\
            font:bold 12pt sans-serif;width:48mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}\
            @bottom-right{content:"TLP:AMBER+STRICT";background:#000;color:#ffc000;\
            font:bold 12pt sans-serif;width:48mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}}}

            """
        case .red:
            """
            @media print{@page{@top-right{content:"TLP:RED";background:#000;color:#ff2b2b;font:bold 12pt sans-serif;\
            width:24mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}\
            @bottom-right{content:"TLP:RED";background:#000;color:#ff2b2b;font:bold 12pt sans-serif;\
            width:24mm;height:7mm;margin:5mm 0;text-align:center;vertical-align:middle}}}

            """
        }
    }
}
