/// The ends that the name of a host can have.
///
/// Every country code and the generic names that reports are known to show, as the IANA registers them; brand names are
/// left out, since `Microsoft.Office` is no host. Besides them the three that resolve outside the DNS: `onion`, `i2p`, `bit`.
enum TopLevelDomains {
    /// The names that hold wherever they stand.
    static let known = WordTable(countries + " " + generic)

    private static let countries = """
        ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz \
        ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm \
        fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is \
        it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm \
        mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr \
        ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg \
        th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
        """

    private static let generic = """
        com net org edu gov mil int arpa info biz name pro aero coop museum jobs mobi travel tel cat asia post xxx \
        xyz top site online club shop store website space tech live life world today news press blog cloud host \
        hosting work works link click download stream review reviews racing date loan win bid trade party science \
        cricket faith accountant men gdn icu vip cyou buzz monster rest fun fit uno one bar quest sbs cfd lol pics \
        mom hair skin beauty makeup boats homes autos yachts app dev page zip mov foo bot day new how rip wtf sucks \
        ninja guru expert solutions services systems network technology company business center digital email \
        support agency group media design studio photos photography gallery pictures video tube finance financial \
        money cash credit bank fund loans capital market markets marketing trading exchange tax insure social \
        community chat directory zone team plus red blue pink black green gold ink kim wang ren moe moda games game \
        bet casino poker bingo sexy sex porn adult cam dating singles city town london paris berlin tokyo nyc \
        amsterdam moscow hamburg istanbul academy education school university college institute training health \
        care clinic dental doctor hospital pharmacy fitness diet house land estate property rentals apartments cafe \
        pizza restaurant beer wine coffee kitchen recipes food dog pet horse fish garden farm flowers software \
        computer codes engineering tools security protection express delivery cab taxi limo car cars auto bike \
        events tours vacations flights holiday law legal lawyer attorney consulting cool best love fail pub run ltd \
        llc inc gmbh srl limited ooo art audio band music movie show theater bio eco earth energy solar africa lat \
        kiwi bzh scot wales quebec swiss ist bible church wiki supply equipment industries parts construction \
        builders contractors xin shopping sale deals discount promo gift gifts direct help guide tips watch report \
        foundation charity ngo ong global international ventures holdings enterprises partners associates \
        management fyi gripe vodka surf ski golf football soccer tennis rugby xn--p1ai xn--fiqs8s xn--80asehdb \
        xn--j1amh xn--90ais xn--p1acf xn--ses554g xn--55qx5d xn--io0a7i xn--mgbaam7a8h xn--wgbh1c xn--3e0b707e \
        onion i2p bit
        """
}
