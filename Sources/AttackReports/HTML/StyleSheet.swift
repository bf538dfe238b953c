/// The style of the page: calm, readable on paper and on a phone, in light and in dark.
///
/// The colours are pairs of a ground and an ink that keep the contrast WCAG AA asks for; a test works it out for each.
enum StyleSheet {
    /// The style sheet.
    static let text: StaticString = """
        :root{color-scheme:light dark;--ground:#fbfaf7;--card:#ffffff;--ink:#20242a;--muted:#5a626c;--line:#e2ded6;\
        --link:#0f5484;--mark:#ffe8a3;--mark-ink:#2b2105;--note:#f6efdf;--note-ink:#3d3115;\
        --h1:#fcf2e6;--h1-ink:#3f2a12;--h2:#fae0c2;--h2-ink:#3f2a12;--h3:#f6c68f;--h3-ink:#38200a;\
        --h4:#ec9f5b;--h4-ink:#2a1404;--h5:#b5481b;--h5-ink:#ffffff;--h6:#7d2210;--h6-ink:#ffffff;\
        --tlp:#000000;--tlp-clear:#ffffff;--tlp-green:#33ff00;--tlp-amber:#ffc000;--tlp-red:#ff2b2b;\
        --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;\
        --serif:Charter,"Iowan Old Style","Source Serif 4",Georgia,"Noto Serif","Liberation Serif",serif;\
        --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
        @media screen and (prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1b1f25;--ink:#e7e5df;\
        --muted:#a4abb4;\
        --line:#323840;--link:#8ec7ee;--mark:#5c4a12;--mark-ink:#fff4d2;--note:#2a2618;--note-ink:#f0e3c0;\
        --h1:#2b241d;--h1-ink:#ecdfd0;--h2:#432f1d;--h2-ink:#f5e4d2;--h3:#62401f;--h3-ink:#fbeadb;\
        --h4:#874a1c;--h4-ink:#fff3e8;--h5:#e08a4c;--h5-ink:#1d0e03;--h6:#f6b27c;--h6-ink:#1d0e03}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
        @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
        body{margin:0 auto;max-width:78rem;padding:2.5rem 1.5rem 3rem;background-color:var(--ground);color:var(--ink);\
        font-size:1rem;line-height:1.55;font-family:var(--sans);overflow-wrap:anywhere}
        h1,h2,h3,p,ul,ol,dl,dd,blockquote{margin:0}
        h1{font-weight:600;font-size:2.25rem;line-height:1.18;font-family:var(--serif);letter-spacing:-.01em;max-width:44rem;text-wrap:balance}
        h2{font-weight:600;font-size:1.5rem;line-height:1.25;font-family:var(--serif);margin-bottom:1rem}
        h3{font-size:1.0625rem;line-height:1.35;font-weight:600}
        a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:.06em}
        :focus-visible{outline:.1875rem solid;outline-color:var(--link);outline-offset:.125rem;border-radius:.125rem}
        code{font-size:.875em;line-height:1.5;font-family:var(--mono)}
        small{font-size:.8125rem}
        .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip{position:absolute;left:-999rem;top:.5rem;padding:.5rem 1rem;background-color:var(--card)}
        .skip:focus{left:.5rem}
        .muted,.facts,.why{color:var(--muted)}
        .tlp{width:fit-content;margin-left:auto;padding:.125rem .75rem;background-color:var(--tlp);\
        border:1px solid #5a626c;border-color:var(--muted);font-size:1rem}
        .top .tlp{float:right}
        .tlp-clear{color:var(--tlp-clear)}.tlp-green{color:var(--tlp-green)}.tlp-amber{color:var(--tlp-amber)}\
        .tlp-red{color:var(--tlp-red)}
        .kicker{color:var(--muted);font-size:.8125rem;font-weight:600;letter-spacing:.09em;text-transform:uppercase;\
        margin-bottom:.5rem}
        .facts{margin-top:.75rem}
        .facts+.facts{margin-top:.125rem}
        main:focus{outline:0}
        .facts span+span::before,.why span+span::before{content:"\\00b7";margin:0 .45em 0 .1em}
        nav{margin:1.75rem 0 0;border-block:1px solid #dcd7cd;border-block-color:var(--line)}
        nav ul{display:flex;flex-wrap:wrap;gap:0 1.5rem;padding:0;list-style:none}
        nav a{display:block;padding:.625rem 0;text-decoration:none;font-size:.9375rem}
        nav a:hover{text-decoration:underline}
        section{margin-top:3rem}
        .lead{font-size:1.375rem;line-height:1.45;font-family:var(--serif);max-width:46rem}
        .prose{max-width:46rem;margin-top:.75rem}
        .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1px;margin-top:1.75rem;\
        background-color:var(--line);border:1px solid #dcd7cd;border-color:var(--line);border-radius:.5rem;overflow:hidden}
        .numbers div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:.875rem 1rem;\
        background-color:var(--card)}
        .numbers dt{color:var(--muted);font-size:.875rem;line-height:1.35}
        .numbers dd{font-weight:600;font-size:1.75rem;line-height:1.2;font-family:var(--serif);font-variant-numeric:lining-nums tabular-nums}
        .note{background-color:var(--note);color:var(--note-ink);border-radius:.5rem;padding:1rem 1.25rem;max-width:46rem}
        div.note{margin-top:1.25rem}
        .note ul{margin-top:.5rem;padding-left:1.25rem}
        ul.note{padding-left:2.25rem}
        .legend{color:var(--muted);font-size:.875rem;margin-bottom:1rem}
        .legend span{white-space:nowrap;margin-left:1rem}
        .legend i{display:inline-block;width:1.125rem;height:.75rem;border:1px solid #dcd7cd;border-color:var(--line);vertical-align:-.05rem}
        .legend i+i{border-left:0}
        .h1{background-color:var(--h1);color:var(--h1-ink)}.h2{background-color:var(--h2);color:var(--h2-ink)}\
        .h3{background-color:var(--h3);color:var(--h3-ink)}.h4{background-color:var(--h4);color:var(--h4-ink)}\
        .h5{background-color:var(--h5);color:var(--h5-ink)}.h6{background-color:var(--h6);color:var(--h6-ink)}
        .matrix{display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:1.5rem .875rem}
        .matrix h3{display:flex;justify-content:space-between;gap:.5rem;align-items:end;font-size:.8125rem;\
        line-height:1.3;padding-bottom:.375rem;margin-bottom:.375rem;\
        border-bottom:2px solid}
        .matrix h3 small{color:var(--muted);font-weight:400;white-space:nowrap}
        .matrix ul{list-style:none;padding:0;display:grid;gap:.25rem}
        .matrix li ul{margin:.25rem 0 0 .625rem}
        .matrix a,.parent,.cold{display:block;font-size:.8125rem;line-height:1.3;border-radius:.25rem}
        .matrix a,.parent{padding:.375rem .5rem}
        .matrix a{text-decoration:none;border:1px solid transparent}
        .matrix a.h1,.matrix a.h2{border-color:var(--line)}
        .matrix a:hover b{text-decoration:underline}
        .matrix b{font-weight:600;display:block;hyphens:auto}
        .matrix a small{display:flex;justify-content:space-between;gap:.5rem;font-size:.75rem;\
        font-variant-numeric:tabular-nums}
        .matrix i{font-style:normal}
        .matrix a em{margin-left:auto}
        .matrix em{font-style:normal;font-weight:600}
        .parent{border:1px dashed #dcd7cd;border-color:var(--line);color:var(--muted)}
        .parent small{font-size:.75rem}
        .cold{color:var(--muted);padding:.1875rem .5rem;border:1px solid #dcd7cd;border-color:var(--line)}
        .whole{margin-top:1.25rem}
        details{margin-top:1.75rem}
        summary{cursor:pointer;color:var(--link);font-size:.9375rem;width:fit-content;padding:.125rem 0}
        summary:hover{text-decoration:underline}
        .bands{display:grid;gap:.5rem;max-width:56rem;margin-bottom:1.5rem;font-size:.9375rem}
        .bands div{display:flex;gap:.75rem;align-items:baseline}
        .bands dt{flex:0 0 5.5rem}
        .bands dd{color:var(--muted)}
        .chip{display:inline-block;border-radius:1rem;padding:.0625rem .6875rem;font-size:.8125rem;font-weight:600;\
        white-space:nowrap;font-variant-numeric:tabular-nums;border:1px solid transparent}
        .chip.h1,.chip.h2{border-color:var(--line)}
        .technique{display:grid;grid-template-columns:minmax(13rem,17rem) minmax(0,1fr);gap:1rem 2.5rem;\
        padding:1.5rem 0;border-top:1px solid #dcd7cd;border-top-color:var(--line);content-visibility:auto;contain-intrinsic-size:auto 14rem;\
        scroll-margin-top:1rem}
        .technique:target h3{text-decoration:underline;text-decoration-thickness:.125rem;text-underline-offset:.25em}
        .of{display:block;font-weight:400;font-size:.875rem;color:var(--muted)}
        .id{font-size:.875rem;line-height:1.5;font-family:var(--mono)}
        .tactics{font-size:.9375rem;margin-left:.375rem}
        .confidence{margin:.5rem 0;font-size:.875rem;display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:baseline}
        .what .muted,.verdict{font-size:.875rem}
        .what p+p{margin-top:.375rem}
        .verdict{font-weight:600}
        .says{min-width:0}
        .says details{margin-top:1rem}
        .measures h4{margin:.625rem 0 .25rem;font-size:.875rem;font-weight:600}
        .measures ul{list-style:none;padding:0;display:grid;gap:.1875rem;font-size:.9375rem}
        .measures li{padding-left:5.25rem;text-indent:-5.25rem}
        .measures .id{display:inline-block;width:5.25rem;text-indent:0}
        .evidence{list-style:none;padding:0;display:grid;gap:1.125rem;align-content:start}
        .evidence li{border-left:.1875rem solid #dcd7cd;border-left-color:var(--line);padding-left:1rem;max-width:46rem}
        .evidence blockquote{font-size:1.0625rem;line-height:1.5;font-family:var(--serif)}
        .why{font-size:.8125rem;margin-top:.25rem}
        mark{background-color:var(--mark);color:var(--mark-ink);border-radius:.125rem;padding:0 .0625rem}
        table{border-collapse:collapse;width:100%;text-align:left}
        th,td{padding:.625rem 1rem .625rem 0;border-top:1px solid #dcd7cd;border-top-color:var(--line);vertical-align:top;font-weight:400}
        thead th{border-top:0;color:var(--muted);font-size:.8125rem}
        tbody tr:last-child>*{border-bottom:1px solid #dcd7cd;border-bottom-color:var(--line)}
        .entities tbody th,.changes tbody th{font-weight:600;min-width:9rem}
        .entities .id,.changes .id{display:block}
        .changes{margin-top:1rem;max-width:56rem}
        .entities td:nth-child(2){white-space:nowrap}
        .kind{margin:1.5rem 0 .5rem}
        .kind small{color:var(--muted);font-weight:400;margin-left:.375rem}
        .values{list-style:none;padding:0;display:grid;gap:.25rem 1.5rem}
        .values.short{grid-template-columns:repeat(auto-fill,minmax(16rem,1fr))}
        .values small{color:var(--muted);white-space:nowrap}
        .values code{-webkit-user-select:all;user-select:all}
        .more{margin-top:.5rem}
        .more ul,.more ol{margin-top:.75rem}
        .about th{color:var(--muted);width:11rem}
        footer{margin-top:3rem;color:var(--muted);font-size:.8125rem;display:grid;gap:.375rem}
        footer p{max-width:46rem}
        @media (max-width:44rem){body{padding:1.5rem 1rem 2rem}h1{font-size:1.625rem}.lead{font-size:1.1875rem}\
        section{margin-top:2.25rem}.technique{grid-template-columns:minmax(0,1fr)}\
        .numbers{grid-template-columns:repeat(2,1fr)}.numbers div:last-child:nth-child(odd){grid-column:1/-1}\
        .matrix{grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr))}\
        .legend span{display:block;margin:.25rem 0 0}.about th{width:auto}\
        .about tr,.about th,.about td{display:block;padding-right:0}.about td{border-top:0;padding-top:0}\
        .about th{padding-bottom:0}.entities thead{display:none}.entities th,.entities td{display:block;border-top:0;\
        padding:.25rem 0}.entities tr{display:block;padding:.75rem 0;border-top:1px solid #dcd7cd;border-top-color:var(--line)}\
        .entities tr:last-child>*{border-bottom:0}\
        .changes td,.changes th{padding-right:.375rem;overflow-wrap:break-word}.changes tbody th{min-width:0;\
        overflow-wrap:anywhere}.changes{font-size:.875rem}.changes .chip{padding:0 .4375rem;font-size:.75rem;white-space:normal}\
        .top .tlp{float:none;margin-bottom:.75rem}}
        @media (forced-colors:active){.chip,.tlp,.matrix a{border-color:CanvasText}mark{outline:1px solid}}

        """
}
