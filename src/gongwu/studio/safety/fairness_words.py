"""The words that make a sentence one-sided about a group, by concept. The groups: `groups`."""

CONCEPTS = {
    "NEGATIVE": """
        lazy stupid dumb greedy shifty shady dirty dishonest untrustworthy violent criminal thief
        thieves rapist terrorist weak emotional hysterical irrational bossy nagging gossipy
        shallow inferior uncivilized uncivilised primitive savage barbaric uneducated ignorant
        unintelligent backward disgusting gross ugly smelly stink incompetent incapable useless
        worthless helpless dangerous unstable crazy insane clumsy senile grumpy burden leech
        parasite freeloader layabout promiscuous slutty immoral sinful perverted unnatural
        abnormal evil cunning sly cheap stingy arrogant aggressive loud rude noisy drunk drunkard
        alcoholic addict thug gangster lesser callous hateful fanatic oppressed submissive
        obedient childish immature irresponsible unreliable selfish entitled spoiled spoilt
        heartless unfriendly unattractive conspire shifty liar cheat steal trash scum vermin
        subhuman low_intelligence low_iq no_concept bad_at terrible_at worse_at awful_at
        hopeless_at unfit unsuitable unqualified inept deceitful accident_prone a_waste pathetic
        lack_of_ambition illiterate unemployable contribute_nothing can_t_control cannot_control
        worse_driver bad_driver terrible_driver gold_digger too_sensitive too_emotional too_old
        too_weak too_slow too_stupid miserable insignificant messy sloppy unhygienic unclean
        disloyal 懒 懒惰 笨 蠢 傻 愚蠢 脏 骗子 小偷 贼 坏 坏人 素质低 没素质 没教养 没文化 愚昧
        落后 野蛮 暴力 危险 软弱 脆弱 情绪化 感性 不理性 斤斤计较 小心眼 小气 抠门 爱占便宜 贪财
        贪婪 拜金 虚荣 肤浅 狡猾 奸诈 势利 排外 娘娘腔 恶心 丑 臭 累赘 负担 废物 没用 无能 低能
        低人一等 低等 劣等 矫情 公主病 直男癌 好吃懒做 游手好闲 啃老 自私 冷漠 犯罪 罪犯 恐怖分子
        疯子 神经病 麻烦 事儿多 顽固 固执 迂腐 老糊涂 跟不上时代 抗压能力差 玻璃心 不靠谱 靠不住
        不可靠 信不过 不检点 不守妇道 水性杨花 见钱眼开 暴躁 粗鲁 粗俗 土气 没见过世面 素质差
        水平低 智商低 脑子不好 头发长见识短 马路杀手 学不好 做不好 干不好 不行 差劲 不适合 不配
        不懂 记不住 转不过来 学不会 不中用 只会 只配 就该 活该 传染 有病 不正常 违背自然 生来低贱
        骗婚 坑蒙拐骗 偷井盖 逻辑差 没有逻辑 没主见 没担当 不负责任 花心 渣 爱慕虚荣 懒散 懦弱
        奇葩 垃圾 败类 恶臭 天生不如 就是不如 生来不如 智力不如 低三下四 拉帮结派 feeble fragile
        defiant picky amused_easily more_likely_to_molest more_likely_to_steal
        more_likely_to_commit ghettos ghetto molest frail burdensome brainwashed uncultured
    """,
    "ABILITY": """
        good_at know_how capable able smart intelligent fit suitable qualified trusted trust
        understand belong lead think learn handle deal_with be_attractive be_successful attractive
        competent reliable care read write work succeed be_good honest intelligent_enough
        strong_enough smart_enough cut_out made_to_work trustworthy good welcome human drive_well
    """,
    "LINK": """
        are is were was be being all always never just tend usually naturally generally typically
        every really only too so have has would can t they because everyone_know of_course
        by_nature inherently know should look seem no 都 就是 总是 总 天生 往往 一般 普遍 果然
        没有一个 个个 全是 全都 太 就 最 真 很 特别 比较 爱 喜欢 容易 本来就 一定 肯定 永远 难免
        大多 多半 基本 无非 根本 从来 生来 是 只 更 还是 开车 怎么 居住 live need get more most
    """,
    "LIMIT": """
        should_stay belong_in_the_kitchen belong_in_the_home should_not should_only can_not
        can_never cannot shouldn_t cant stay_at_home go_back_to don_t_deserve do_not_deserve
        has_no_place have_no_place should_obey must_obey should_be_seen deserve_to are_only_good
        应该待在家 就应该在家 应该相夫教子 应该生孩子 就该在家 没资格 没有资格 不该有 不应该有
        滚回 滚出 别来 应该听话 就应该听 不应该工作 不应该当 当不了 做不了 干不了 成不了
    """,
    "NEGATION": """
        not n_t don_t doesn_t can_t cannot never isn_t aren_t no t neither hardly barely 不 没
        并不 从不 不是 并非 没有
    """,
    "REFUTED": """
        stereotype stereotypes prejudice bias biased myth wrong_to_say untrue not_true
        discriminate discrimination unfair misconception equality equal_rights false_claim
        it_is_wrong no_evidence accused racism sexism ageism contrary_to 刻板印象 偏见 歧视 不公
        不公平 误解 平等 谬论 谣言 不应该认为 不能说 反对 误区 并不是 不应因 尊重 种族主义 错误
        不正确 性别歧视 racist sexist
    """,
    "SLUR": """
        retard retards tranny faggot dyke spic chink gook wetback kike towelhead raghead nigger
        libtard shemale whore slut bimbo gold_digger 残废 瘸子 乡巴佬 土包子 支那 黑鬼
        棒子 小日本 阿三 死胖子 死肥宅 绿茶婊 娘炮 母老虎 老不死 红脖子 泥腿子 田园女权 普信男
        女拳 白左 基佬 死基佬 弱智 脑残 直男癌
    """,
    "TYPICAL": """
        typical typical_of stereotypical just_like_all like_all as_is_usual_with 典型的 不愧是
        果然是
    """,
}
