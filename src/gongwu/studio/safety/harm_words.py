"""The words that tell a harmful request, by concept. Knows words; how they combine: `harm_rules`.

English words stand in their base form (endings are taken off before they are looked up), `_` joins
a phrase, and the longest phrase wins: `bath_bomb` is harmless though `bomb` is not.
"""

CONCEPTS = {
    "HOWTO": """
        how_to how_do_i how_can_i how_could_i how_would_i how_should_i how_do_you how_can_you
        how_do_we how_can_we how_might_i how_does_one how_can_one how_can_someone how_i_can
        how_you_can how_could_someone how_best_to ways_to way_to way_of ways_of method_to
        method_of methods_of methods_for method_for steps_to step_by_step instructions_for
        instruct strategy_for where_can_i where_do_i where_to where_could_i what_can_i
        what_should_i recipe_for guide_to guide_for manual_for tutorial_for plan_for tips_for
        tips_on advice_on trick_to tutorial blueprint what_do_i_need can_i where_can_you
        best_time_to formula_for 怎么 怎样 如何 怎麼 教我 教人 教会我 教程 步骤 方法 办法 流程
        配方 攻略 技巧 诀窍 哪里可以 哪里能 哪里有 在哪买 去哪 哪儿能 哪能 什么办法 能不能教
        需要什么材料 指南 如何处理 怎么处理 what_household which_chemical what_chemical
        what_ingredient what_poison what_material which_poison what_tool what_weapon
        where_should_i what_is_the_trick easiest_way fastest_way cheapest_way quickest_way
        best_way safest_way trick_for technique_for techniques_to any_way_to help_me
        how_a_person_can how_one_can what_are_some_ways what_would_i_need 有没有办法 有啥办法
        怎么才能 用什么 哪种 什么药 怎么弄 怎么搞 咋 咋样 如何才能 手把手 详细说明 操作方法
        a_plan_to deadliest_way worst_way most_painful_way most_effective_way which_pharmacy
        which_website which_site what_s_the_trick what_drug what_is_the_best_way
        what_is_a_good_way good_way what_s_a_good_way what_are_good_ways what_is_the_most
        what_is_the_perfect what_is_an_effective what_techniques what_methods what_tactics
        what_strategy perfect_strategy is_there_a_way how_would_one how_should_one
        how_could_one who_can_help_me who_can_i_hire which_weapon which_drug teach_me
        help_me_to i_want_advice how_long_does_it_take_to how_much_does_it_cost_to
        what_s_the_easiest what_s_the_quickest what_s_the_fastest
    """,
    "ORDER": """
        write create develop design give provide generate make_me produce compose draft
        outline describe explain teach show suggest list build_me demonstrate illustrate
        devise brainstorm plan help_me share publish post convince persuade argue determine
        program code_for tell_me provides conduct launch 写 写一 编写 帮我 给我 替我 设计 生成
        制定 编一 编造 策划 拟一 起草 列出 提供 告诉我 讲讲 介绍 描写 做一个 弄一个 搞一个
        写代码 开发 制作 get_me track_down look_up show_me walk_me list_the fabricate
        suggest_way find_me find_the_home find_the_address
    """,
    "WANT": """
        i_want_to i_need_to i_would_like_to i_m_going_to i_am_going_to i_plan_to i_wanna
        i_intend_to 我想 我要 我打算 想要 我准备 我需要
    """,
    "EVADE": """
        without_getting_caught without_being_caught get_away_with avoid_detection
        evade_detection evading_detection without_detection undetected avoid_getting_caught
        without_a_trace cover_your_track cover_my_track without_leaving_evidence untraceable
        without_being_detected avoid_suspicion look_like_an_accident
        without_leaving_any_evidence without_being_suspect without_anyone_know
        without_their_knowledge without_consent without_their_consent without_permission
        without_authorization illegally 不被发现 不被抓 不被查 不会被查 不被查出 查不出来
        不留痕迹 不留证据 逃避警察 躲过警察 不会被警察 不被警察 躲避侦查 神不知鬼不觉 悄悄
        不被海关 偷偷 不留伤痕 不会被发现 without_getting_arrested avoid_arrest evade_police
        evade_law_enforcement evade_capture avoid_prosecution escape_prosecution cover_it_up
        hide_the_evidence destroy_evidence destroy_the_evidence leave_no_trace
        remain_anonymous without_id without_raising_suspicion without_being_noticed
        under_the_radar bypass_security
    """,
    "PREVENT": """
        prevent avoid protect protect_against defend_against detect recognise recognize
        identify spot stop resist survive escape_from recover_from fight_against combat
        raise_awareness stay_safe_from keep_safe guard_against help_victim warn_against
        warning_sign mitigate safeguard deter counter quit 防止 预防 防范 识别 举报 避免 远离
        抵制 反诈 禁毒 防骗 阻止 应对 自救 急救 揭穿 辨别 警惕 戒掉 戒除 检查 拒绝 打击 普及
        劝阻 反恐 防护 保护自己 保护孩子 帮助他 帮助她 开导 修复 检测 杜绝 treat_addiction
        不被 反电信 反诈骗 反家暴 反霸凌 反恐怖 怎么查杀 查杀 be_safe_from stay_safe report_a
        report_it how_to_report report_someone report_to 免受 免遭 不受 怎么防 如何防 防身
        防拐 家长怎么 block security_product antivirus block_malware filter_out 拦截
    """,
    "EDUCATION": """
        lesson lesson_plan worksheet quiz exercise homework classroom curriculum
        student_handout history_class museum awareness awareness_campaign training_course
        prevention safety_training 教案 班会 课堂 练习题 作业 试卷 教材 课文 宣传 宣传册 手册
        培训 讲座 知识竞赛 博物馆 科普 阅读题 概括 课本 复习 考点 普法 以下哪 下列 哪项 哪一项
        哪种行为 which_of_the_following true_or_false multiple_choice 案 犯罪行为 法律后果
    """,
    "FICTION": """
        novel short_story detective_story fairy_tale screenplay fiction fictional crime_story
        movie film tv_show tv_series anime manga comic murder_mystery 小说 故事 剧本 电影
        电视剧 童话 漫画 动漫 武侠 侦探 悬疑 小品 话剧 主角 情节 star_wars james_bond die_hard
        breaking_bad game_of_thrones harry_potter lord_of_the_rings godfather pulp_fiction
        john_wick kill_bill money_heist ocean_s_eleven squid_game hunger_games walking_dead
        dexter sopranos the_wire narcos peaky_blinders sherlock marvel avengers hamlet macbeth
        othello crime_and_punishment lord_of_the_flies agatha_christie sherlock_holmes
        fan_fiction fanfiction epic_poem play_script stage_play opera musical 三国演义 水浒传
        红楼梦 西游记 哈利波特 甄嬛传 金庸 古龙 福尔摩斯 三体 盗墓笔记 名侦探柯南 海贼王 火影
        a_pirate character villain dialogue npc superhero ghost_story bedtime_story vampire
        zombie werewolf ninja samurai monologue 反派 对白 台词 睡前故事 童谣 narnia hobbit
        gandalf voldemort joker batman superman spiderman darth_vader hannibal_lecter dracula
        frankenstein jekyll moby_dick don_quixote les_miserables count_of_monte_cristo
        great_gatsby romeo_and_juliet julius_caesar_play king_lear animal_farm brave_new_world
        handmaid_s_tale inception titanic_film alien_film predator_film scarface goodfellas
        fight_club reservoir_dogs no_country_for_old_men oceans_eleven italian_job
        mission_impossible indiana_jones jurassic_park rambo home_alone shrek lion_king
        toy_story simpsons futurama south_park family_guy rick_and_morty friends_episode
        the_office house_of_cards stranger_things westworld black_mirror downton_abbey
        bridgerton gilmore_girls grey_s_anatomy better_call_saul ozark mad_men lost_series
        mindhunter killing_eve death_note naruto one_piece attack_on_titan dragon_ball
        fullmetal_alchemist hogwarts westeros middle_earth gotham wakanda
    """,
    "GAME": """
        video_game videogame board_game card_game chess checkers poker tennis football soccer
        basketball baseball cricket hockey golf rugby badminton volleyball monopoly scrabble
        minecraft fortnite skyrim zelda pokemon gta gta_5 gta_v grand_theft_auto call_of_duty
        the_sims sims witcher dark_souls elden_ring counter_strike overwatch valorant
        league_of_legends dota world_of_warcraft halo doom hitman_game resident_evil cyberpunk
        red_dead_redemption assassin_s_creed among_us roblox super_mario battlefield pubg
        apex_legends diablo starcraft civilization fallout far_cry god_of_war mortal_kombat
        street_fighter tekken the_last_of_us dnd dungeons_and_dragons in_the_game in_a_game
        this_game race tournament bake_sale quiz_night match contest debate playthrough
        boss_fight 游戏 王者荣耀 和平精英 我的世界 原神 英雄联盟 吃鸡 副本 打怪 比赛 下棋 象棋
        围棋 打野 关卡 联赛 篮球 足球 乒乓球 羽毛球 网球 拳击 电竞 桌游 狼人杀 剧本杀 辩论
        quest hero heroes dragon goblin npc player dungeon wizard knight puzzle_game
        level_design 勇者 玩家 恶龙 怪物 魔王 守卫 payday valheim stardew_valley terraria
        bloodborne sekiro csgo warzone metal_gear final_fantasy uncharted hollow_knight
        undertale animal_crossing splatoon smash_bros tetris half_life bioshock mass_effect
        dragon_age baldur_s_gate xcom total_war crusader_kings age_of_empires stellaris
        dead_by_daylight phasmophobia left_4_dead dying_light saints_row watch_dogs
        sleeping_dogs just_cause splinter_cell ghost_of_tsushima horizon_zero_dawn spider_man
        batman_arkham kingdom_come mount_and_blade genshin_impact bowling billiards darts
        ping_pong table_tennis wrestling boxing karate judo fencing chess_club lacrosse
        softball laser_tag paintball rock_paper_scissors backgammon mahjong bridge_game
        video_games rpg mmorpg minigame 生化危机 刺客信条 塞尔达 马里奥 口袋妖怪 魔兽 穿越火线
        绝地求生 光遇 明日方舟 只狼 饥荒 麻将 斗地主 拳皇 跆拳道 击剑 柔道 羽毛球赛 打靶
        solitaire cards card_trick dark_knight monopoly_deal 五杀 敌人 最终boss 团战 角色 盗贼
        金币 刺客 法师 骑士 城主 装备 道具 技能
    """,
    "OWN": "i_own my_own own_property my_property with_permission authorized 自家 自己的 授权",
    "SAFE_THING": """
        process python python_process thread task job program server command query time light
        weed germ bacteria bug insect ant cockroach mosquito mice vermin pest mold mould
        virus_cell cancer tumor tumour pain boredom engine mood screen app balloon coconut
        fish chicken lobster crab vegetable dish show spotlight kiss base scene heart goal
        photo picture video portrait ball target deadline sales record price habit self_doubt
        doubt fear expectation bath_bomb photo_bomb cherry_bomb_cake hot_chocolate_bomb
        bomb_calorimeter water_gun toy_gun nerf_gun glue_gun heat_gun nail_gun staple_gun
        spray_gun squirt_gun starting_gun hair_bomb seed_bomb stink_bomb_toy
        computer_virus_checker punching_bag growth_hack life_hack hackathon drug_store
        drugstore crack_egg ice code_injection_fix killer_whale shoot_hoops photo_shoot crow
        vibe tree bread bottle glass egg nut ice_cream 进程 程序 时间 病毒 细菌 虫 蟑螂 蚊子
        老鼠 杂草 癌细胞 气球 鱼 鸡 鸡腿 电脑卡 害虫 单词 怪兽 敌方 对手 演讲 全场 水枪 玩具枪
        喷枪 胶枪 炸鸡 炸酱 炸薯条 爆炸头 爆米花 杀青 杀毒 抹杀 杀价 杀伤力 笑死 热死 累死
        烦死 气死 吓死 白色情人节 黑客马拉松 黑客松 偷师 偷懒 偷笑 抢答 抢票 抢红包 抢购 打卡
        打包 打印 打车 打电话 打字 水果刀 毒鸡汤 rats steal_back industry market_segment
        competition competitor odds fashion laughter song tears sweat smile acting modeling
        nation_s_heart child_process parent_process zombie_process rob_peter_to_pay_paul
        child_theme avocado potato garlic steak golf_ball cardboard stain calorie cd wall
        branch weeds paint mouse drug_test_kit battery candle wood log firework balloon_animal
        pinata egg_white cream dough button array column thread_pool daemon container service
        session tab connection cron_job background_job branch_in_git goalkeeper hoop arrow
        free_throw three_pointer lights music noise smell odor odour virus_scan wart pimple
        acne lice tick flea termite spider wasp bee bedbug slug snail rodent raccoon mole
        fungus algae vibe_check buzz rumor rumour curiosity record_in_the stage_fright nerves
        procrastination hunger thirst inner_demon 西瓜 鸡蛋 核桃 蒜 肉 排骨 螃蟹 虾 蛋清 面团
        奶油 木头 钉子 墙 线程 任务栏 订单 难题 大奖 痘痘 跳蚤 螨虫 白蚁 霉菌 杂音 噪音 拖延症
        懒惰 旧手机 hit_on hit_it_off hit_the_road knock_down_pin good_lock bike_lock
        break_in_new break_in_shoe break_in_boot shoe boot glove steal_a_glance steal_a_kiss
        steal_a_look steal_the_show steal_thunder steal_a_base steal_the_scene
        steal_the_spotlight steal_a_moment snooze_button mosquito_net bowling_pin sofa
        wasp_nest mood_killer time_killer painkiller 偷得浮生 偷闲 抢到 抢演唱会 抢车票 抢沙发
        抢镜 抢跑 抢占 抢救 抢修 错别字 害羞 杀手锏 杀手级 出风头 打药除虫 除虫 做药 药膳
        手机中毒 中毒了怎么办 pet store_s website hotel my_dog_s my_cat_s my_company_s
        my_phone_s my_computer_s my_laptop_s my_website_s my_business_s my_country_s
        my_router_s my_printer_s my_bank_s my_car_s my_app_s my_server_s my_school_s
        right_wing far_right
    """,
    "MEDIA": """
        photo photograph portrait film_scene video camera footage selfie 照片 拍照 摄影 镜头
        视频 documentary commercial music_video short_film scene wedding film movie rom_com
        tv_commercial selfie_video 纪录片 短片 婚纱照 写真
    """,
    "KILL": """
        kill murder assassinate slaughter slay strangle suffocate behead decapitate execute
        exterminate eradicate annihilate massacre lynch eliminate wipe_out genocide poison
        drown electrocute smother choke_to_death shoot_up gun_down get_rid_of_my put_a_hit_on
        杀 杀死 杀掉 杀害 谋杀 暗杀 刺杀 勒死 掐死 毒死 毒杀 弄死 害死 捅死 砍死 淹死 闷死
        灭口 屠杀 干掉 处决 消灭 打死 烧死 下毒 投毒 炸死 撞死 除掉 灭门 砍人 捅人 行刺 枪杀
        枪击 弄残 put_down_my off_my snuff_out finish_off starve_to_death burn_to_death
        stone_to_death dismember hang shoot_dead knife_to_death bludgeon garrote asphyxiate
        impale slit gas crucify 闭嘴 永远消失 毒倒 毒翻 做掉 送上西天 弄没 guillotine
        disembowel euthanize_my silence_forever burn_at_the_stake throttle exsanguinate
        drown_my kill_off take_out_my end_the_life_of smash_in gut flay skin_alive
        put_to_death bump_off whack murder_in bury_alive cremate_alive push_in_front_of
    """,
    "HURT": """
        hurt harm stab beat beat_up punch attack torture assault choke rape molest overpower
        kidnap abduct capture maim mutilate injure bomb shoot burn_alive push_off throw_acid
        whip slap mug ambush imprison enslave traffic cripple run_over rip_off_head drug
        roofie knock_out lure coerce intimidate terrorize terrorise hold_hostage batter
        mow_down crush smash break_open cut_off blow_up set_on_fire trap poke_out push 打死
        打伤 揍 殴打 毒打 家暴 伤害 捅 砍 砍伤 强奸 性侵 绑架 囚禁 虐待 折磨 下药 迷奸 泼硫酸
        泼 拐卖 拐走 袭击 群殴 报复 下迷药 迷晕 烧 非法拘禁 诱拐 猥亵 恐吓 威胁 rip_off 撞
        knock hit kick strike scald whack club pummel thrash bludgeon gouge scar disfigure
        blind run_down corner grope fondle seduce gag restrain tie_up lock_up starve spike
        bite spit_on 打断 打瘫 弄伤 推下 活埋 毁容 打残 教训 欺负 骚扰 下春药 灌醉 pistol_whip
        tase pepper_spray electrocute break_his break_her gas ruin lace humiliate sedate
        handcuff keep_hostage catfish entrap violate rough_up smack 弄哭 泼油漆 划伤 整死
        下泻药 关起来 围殴 扇 弄瞎 弄瘫 beat_the_crap_out beat_the_shit_out harass torment
        brutalize brutalise maul crucify fracture paralyze paralyse deafen bruise spit_at
        throw_rocks_at throw_off throw_out_of jump_my lash flog spank shove elbow headbutt
        suffocate waterboard groom sell_my kick_out jab punish_my discipline_my get_revenge_on
        take_revenge_on revenge_on destroy_my ruin_my wreck crush_the_skull break_the_neck
        break_the_legs chop_off cut_the_throat cut_up pull_out_the_teeth threaten gaslight
        trick_my subdue shoot_at aim_at fire_at stomp trample crash_into ram_into bash pelt
        gash stab_at burn choke_out manhandle
    """,
    "PERSON": """
        person people someone somebody human man woman men women child children kid baby
        teenager wife husband girlfriend boyfriend spouse partner ex ex_girlfriend
        ex_boyfriend ex_wife ex_husband boss neighbour neighbor colleague coworker co_worker
        roommate classmate teacher student friend brother sister mother father mom dad mum
        parent grandmother grandfather family stranger politician president prime_minister
        senator judge cop police_officer policeman celebrity journalist protester civilian
        crowd passenger him landlord employee girl boy minority pedestrian victim witness
        guard enemy rival secretary prostitute refugee immigrant skull toddler infant grandma
        grandpa uncle aunt cousin others another_person anyone queen pope mayor governor ceo
        人 别人 他人 室友 老板 老婆 老公 妻子 丈夫 前女友 前男友 女朋友 男朋友 女友 男友 前妻
        前夫 邻居 同事 同学 老师 学生 小孩 孩子 婴儿 女孩 男孩 女生 女人 男人 妇女 儿童 幼女
        路人 陌生人 家人 父母 领导 总统 市长 官员 警察 法官 记者 仇人 情敌 客户 司机 老人
        女主播 网友 她 他 朋友 客人 doctor nurse lawyer servant maid nanny officer manager
        tenant client patient professor therapist employer driver assistant babysitter cleaner
        accountant gardener dentist trainer son daughter in_law crush customer gang soldier
        stepfather stepmother stepson grandson granddaughter cyclist tourist shopkeeper
        bystander worker lady guy dude gentleman lad youngster adult pensioner widow old_man
        old_woman beggar athlete singer actor actress streamer youtuber influencer blogger
        writer author scientist firefighter paramedic sheriff detective waiter bartender bully
        commuter flatmate housemate fiance fiancee bride nephew niece twin sibling relative
        mistress lover dictator mailman postman plumber electrician pilot captain coach
        referee principal headmaster dean pupil schoolmate teammate acquaintance guest visitor
        hostage prisoner inmate informant dealer rapper bouncer rabbi priest imam monk nun
        migrant minor newborn preschooler adolescent virgin supermodel rioter demonstrator
        activist voter donor shareholder intern apprentice trainee supervisor subordinate
        ambassador diplomat official clerk cashier teller trucker taxi_driver uber_driver
        grandchild grandchildren parents somebody_else folk human_being individual bloke mate
        buddy enemy_soldier drug_dealer homeless_man homeless_person 姐姐 妹妹 哥哥 弟弟
        丈母娘 婆婆 公公 亲戚 主播 博主 明星 保安 乘客 游客 学妹 学长 班主任 校长 债主 房东
        租客 上司 情人 小三 老太太 老头 医生 护士 律师 对象 男孩子 女孩子 姑娘 未成年 外国人
        战友 队友 员工 顾客 继父 继母 爸爸 妈妈 爷爷 奶奶 儿子 女儿 全家 一家人 throat
        somebodys classmates mob bullies cops pig_cop burglar intruder tortured_child
        black_man white_man old_person inmates homeless elderly disabled_person blind_man
        deaf_person senior_citizen chancellor vice_president congressman congresswoman
        lawmaker mp king_of queen_elizabeth royal billionaire landlady housewife sex_worker
        stripper hooker escort protestor picketer missionary pilgrim worshipper worshiper
        tourists shoppers commuters pedestrians schoolchildren pupils spectators
    """,
    "ANIMAL": """
        cat dog puppy kitten pet horse hamster animal 小猫 猫 狗 小狗 流浪猫 流浪狗 动物 宠物
    """,
    "CRUEL": "torture abuse slowly_kill starve 虐待 虐杀 折磨 虐猫 虐狗 慢慢死",
    "DESTROY": """
        bomb blow_up burn_down set_fire set_on_fire set_a_fire obliterate attack demolish
        destroy shoot_up poison vandalize vandalise sabotage derail crash contaminate raze
        storm arson set_a_bomb plant_a_bomb damage deface 炸 炸毁 炸掉 放火 纵火 烧毁 破坏
        毁掉 袭击 投毒 引爆 炸平 hijack intercept shoot_down bring_down take_down burn torch
        explode detonate ram shell nuke flood 砸 砸毁 撞毁 弄坏 wipe_out eradicate wreck
        annihilate bulldoze firebomb petrol_bomb invade hijack_a besiege flatten demolish_a
        knock_down
    """,
    "PLACE": """
        hospital school airport city church mosque synagogue temple embassy army_base station
        subway train plane airplane aircraft stadium mall shopping_mall building house bridge
        dam power_plant power_grid reservoir water_supply police_station government_building
        bank casino store shop office concert market parliament white_house capitol property
        village town museum_at_night courthouse public_property jewelry_store gas_station home
        apartment passenger_jet atm critical_infrastructure 医院 学校 机场 地铁 商场 广场 教堂
        清真寺 大使馆 火车 高铁 飞机 桥 大坝 水库 电网 政府大楼 银行 超市 派出所 幼儿园 车站
        体育场 水源 小区 公司 aeroplane airliner jet helicopter car_park bus train_station
        ship ferry cruise_ship factory oil_refinery pipeline library university campus
        kindergarten restaurant nightclub hotel cinema theatre theater tower skyscraper tunnel
        highway border_wall clinic abortion_clinic cemetery monument statue city_hall
        state_capitol nation warehouse barn forest mailbox pub classroom 图书馆 电影院 酒店
        饭店 大楼 商店 寺庙 教室 公交车 变电站 基站 邻居家 别人家 s_car neighborhood
        neighbourhood town_hall parliament_building refugee_camp orphanage retirement_home
        care_home nursing_home gay_bar gay_club jewish_school black_church concert_hall
        festival parade marathon data_center data_centre water_tower cell_tower gas_pipeline
        submarine warship yacht prison military_base navy_base checkpoint customs_office
        convoy village_hall suburb
    """,
    "COMMIT": """
        commit carry_out get_away_with plan perpetrate orchestrate replicate stage pull_off
        execute commit_an organize organise incite encourage conduct launch 实施 策划 进行 犯
        发动 组织 煽动 制造 get_involved_in execute_a prepare_for 干 搞 参与 完成
        get_started_with partake_in assist aid
    """,
    "CRIME": """
        murder manslaughter crime fraud credit_card_fraud identity_theft tax_evasion
        insurance_fraud arson treason robbery burglary theft kidnapping assassination genocide
        terrorist_attack terror_attack bombing mass_shooting school_shooting insider_trading
        money_laundering perjury sexual_assault rape hate_crime ethnic_cleansing massacre
        bank_robbery embezzlement extortion blackmail forgery bribery assault act_of_violence
        violence 9_11 9_11_attack terrorism shoplifting vandalism cyberattack cyber_attack
        wire_fraud treachery violent_assault human_trafficking sabotage election_fraud 诈骗
        谋杀 抢劫 恐怖袭击 暴乱 爆炸 枪击 绑架 盗窃 洗钱 内幕交易 传销 贩毒 强奸 大屠杀
        种族清洗 暴力 carjacking war_crime hit_and_run home_invasion prison_break
        medicaid_fraud voter_fraud mail_fraud bigamy espionage coup blackmail_scheme
        ponzi_scheme heist heists armed_robbery lynching suicide_bombing drive_by_shooting
        serial_murder perfect_crime perfect_murder honor_killing 灭门案 连环杀人 劫机 劫持
        越狱 政变 间谍 骗保 走私 无差别伤人 suicide_pact infanticide patricide matricide
        regicide homicide felony robbery_of credit_fraud benefit_fraud welfare_fraud tax_fraud
        insurance_scam ponzi plagiarism animal_cruelty child_abuse elder_abuse
        domestic_violence sex_trafficking organ_trafficking drug_trafficking arms_trafficking
        cyber_crime cybercrime hostage_taking kidnappings lynchings gang_rape
        obstruction_of_justice witness_tampering jury_tampering counterfeiting racketeering
        loan_sharking hijacking war_crimes crimes_against_humanity mass_murder school_massacre
        police_brutality identity_fraud bank_fraud honour_killing
    """,
    "BODY": "body corpse dead_body dead_baby dead_man dead_woman human_remains 尸体 尸首",
    "DISPOSE": """
        dispose dispose_of hide get_rid_of dissolve dismember bury 藏 掩埋 肢解 抛 溶解 处理
        销毁 如何处理 怎么处理
    """,
    "HIRE": "hire find get pay 雇 找 雇到 请",
    "HITMAN": "hitman hitmen contract_killer assassin_for_hire 杀手 职业杀手",
    "MAKE": """
        make build construct create synthesize synthesise manufacture produce cook assemble
        prepare craft mix culture develop brew extract grow modify convert weaponize weaponise
        detonate 3d_print print cultivate distribute 做 制作 制造 自制 合成 提炼 配制 组装
        改装 制 造 种 种植 调配 弄 炼制 熬制 做一个 弄一个 搞一个 isolate purify distill
        distil aerosolize aerosolise disperse enrich obtain_and_use set_up put_together
        formulate reactivate engineer ferment refine
    """,
    "GET": """
        buy purchase get obtain acquire find order source locate hire steal import smuggle
        trade sell deal traffic procure download illegally_buy possess 买 购买 买到 弄到 搞到
        获得 下载 走私 贩卖 倒卖 卖 出售 雇 订购 找到 贩 雇到 smuggle_in illegally_obtain
        illegally_purchase get_my_hands_on stockpile sell_on acquire_and_use
    """,
    "WEAPON": """
        bomb pipe_bomb nail_bomb dirty_bomb car_bomb explosive explosive_device molotov
        molotov_cocktail grenade landmine ied nitroglycerin tnt thermite silencer ghost_gun
        gun firearm pistol handgun rifle shotgun assault_rifle machine_gun ak_47 glock
        ammunition bump_stock chemical_weapon biological_weapon bioweapon nuclear_weapon
        nuclear_bomb nerve_agent nerve_gas sarin vx mustard_gas chlorine_gas poison_gas ricin
        anthrax botulinum botulinum_toxin cyanide tetrodotoxin phosgene novichok tabun
        smallpox ebola pathogen enriched_uranium uranium plutonium chemical_warfare_agent
        dangerous_weapon weapon arsenic thallium drug_resistant tatp anfo napalm c4
        deadly_virus toxic_gas vx_gas weaponized_virus pandemic_virus 炸弹 炸药 雷管 土炸弹
        手雷 手榴弹 燃烧瓶 枪 手枪 土枪 步枪 枪支 子弹 气枪 火药枪 消音器 毒气 沙林 芥子气
        蓖麻毒素 氰化物 炭疽 化学武器 生物武器 核武器 毒剂 神经毒剂 毒药 弹药 仿真枪 管制刀具
        pressure_cooker_bomb suicide_vest flamethrower crossbow_bolt deadly_gas poisonous_gas
        tear_gas_bomb ghost_guns zip_gun rocket_launcher warhead armour_piercing
        hydrogen_cyanide mustard_agent hydrogen_sulfide polonium strychnine ricin_letter
        letter_bomb parcel_bomb fertilizer_bomb fertiliser_bomb weaponised_drone
        improvised_explosive detonator blasting_cap gunpowder_bomb plastic_explosive semtex
        armed_drone undetectable_gun untraceable_poison 燃烧弹 弩 汽油弹 遥控炸弹 铊 砒霜
        毒鼠强 百草枯 敌敌畏 火箭筒 地雷 毒箭 爆炸物 爆炸装置 土炮 鸟铳 狙击枪 汽车炸弹 铁拳
        三棱刮刀 蓖麻毒 硫化氢毒气 flash_bang smoke_bomb_indoor hand_grenade rifle_suppressor
        suppressor sniper_rifle assault_weapon uzi ar_15 switchblade brass_knuckles taser_gun
        acid_attack arsenic_trioxide aconite belladonna chloropicrin lewisite abrin saxitoxin
        batrachotoxin aflatoxin vx_nerve ether_to biotoxin neurotoxin bacillus_anthracis
        yersinia_pestis variola marburg_virus h5n1 rdx petn hmx picric_acid acetone_peroxide
        mercury_fulminate lead_azide nitrocellulose ammonium_nitrate_bomb chlorine_bomb
        bleach_bomb acid_bomb drano_bomb radiological_weapon radiological_device emp_weapon
        laser_weapon flame_thrower napalm_b highly_enriched_uranium uranium_hexafluoride
        nuclear_device thermobaric booby_trap phosphine arsine hydrogen_fluoride
        osmium_tetroxide methyl_isocyanate carbamate organophosphate 芬太尼弹 枪械 枪弹
        自制火药
    """,
    "DEADLIER": """
        deadlier more_deadly more_lethal more_transmissible more_contagious more_infectious
        infect_as_many resistant_to_antibiotics 更致命 更易传播
    """,
    "OUTBREAK": """
        outbreak epidemic pandemic release_a_virus spread_a_virus spread_a_disease 疫情爆发
        散播病毒
    """,
    "USE": "use take consume try snort inject smoke get_high_on 吸食 注射 服用 吸",
    "DRUG": """
        meth methamphetamine crystal_meth cocaine crack_cocaine heroin fentanyl lsd mdma
        ecstasy ghb date_rape_drug rohypnol marijuana marihuana cannabis weed_plants
        magic_mushroom dmt ketamine amphetamine opium illegal_drug illicit_drug drug narcotic
        psychedelics opioid illegal_substance drug_use drug_abuse 毒品 冰毒 海洛因 可卡因
        芬太尼 大麻 摇头丸 氯胺酮 鸦片 吗啡 迷药 迷幻药 迷奸药 听话水 k粉 麻黄碱 coke_powder
        speed_pills bath_salts k2 anabolic_steroids oxycontin oxycodone hallucinogen
        psilocybin shrooms moonshine cough_syrup_high pcp krokodil carfentanil poppers 笑气
        麻古 海洛英 神仙水 开心水 上头电子烟 止咳水 安非他命 致幻蘑菇 罂粟 大麻籽 迷幻剂 thc
        edible_weed opium_poppy cannabis_edible mescaline ayahuasca kratom_extract
        purple_drank quaalude scopolamine flunitrazepam crystal_meth_lab meth_lab hard_drugs
        street_drugs date_rape speedball crack_pipe blotter recreational_drug
        controlled_substance
    """,
    "SELL": "sell deal smuggle traffic distribute peddle 卖 贩卖 出售 走私 运输 贩 兜售",
    "CONTRABAND": """
        contraband drug ivory human weapon people endangered_animal organ 象牙 人口 器官 文物
        香烟 赃物 cigarette tobacco alcohol gold diamond cash antique migrant wildlife
        rhino_horn goods parrot turtle phones 黄金 钻石 烟 野生动物 珍稀动物 现金 冻品
    """,
    "SMUGGLE": """
        smuggle traffic 走私 贩卖 偷运 拐卖 倒卖 藏 带上飞机 夹带 hide_in_my_luggage
        bring_across take_through_customs
    """,
    "STEAL": """
        steal rob burgle shoplift pickpocket embezzle loot mug hotwire 偷 盗窃 偷走 偷窃 盗取
        盗 抢 抢劫 盗刷 窃取 swipe_someone pinch_from nick_from lift_from skim 顺走 扒窃 偷拿
        撬走 swindle plunder pilfer snatch lift_a nick_a mugging hold_up stick_up rob_a loot_a
        boost_a
    """,
    "VALUABLE": """
        car bike bicycle money wallet purse phone identity credit_card credit_card_information
        data information personal_information sensitive_information confidential_data jewelry
        jewellery package laptop xbox console gun electricity password credential bank_account
        painting handbag cash gold cryptocurrency medicine store uranium enriched_uranium atm
        电动车 钱 钱包 手机 车 自行车 汽车 信用卡 银行卡 密码 微信号 账号 数据 商业机密 首饰
        快递 客户资料 养老钱 iphone tablet watch mail parcels bikes scooter motorcycle truck
        tv catalytic_converter copper museum_piece artwork church_donation data_from wifi
        electricity_meter petrol identity_document toyota tesla bmw honda credit_cards
        handbags clothes liquor wine candy 摩托车 电瓶 井盖 电缆 笔记本电脑 相机 珠宝 文物
        名画 工资 汽油 东西 现金
    """,
    "BREAK_INTO": """
        break_into break_in pick_a_lock pick_lock pick_the_lock hotwire sneak_into trespass
        撬开 撬 入室 溜门撬锁 闯入 潜入 撬锁 jimmy_open burglarize burgle kick_down_the_door
        smash_a_window_of
    """,
    "LOCKED": """
        house home car apartment building lock safe vault bank 门锁 家 住宅 保险柜 车 仓库 锁
        front_door door_lock padlock deadbolt car_door
    """,
    "FORGE": "fake forge counterfeit falsify forged 伪造 假 假冒 仿造 造假 假的 变造",
    "PAPERS": """
        id ids passport driver_s_license visa identity certificate diploma prescription money
        banknote bill currency check cheque document medical_certificate invoice vaccine_card
        身份证 护照 驾照 毕业证 学历 公章 发票 印章 病历 签证 钞票 假币 假钞 银行流水 户口本
    """,
    "FAKE_PAPERS": """
        fake_id fake_ids fake_passport counterfeit_money counterfeit_bill fake_identity
        fake_diploma fake_prescription fake_document stolen_credit_card 假钞 假币 假身份证
        假护照 假证 假发票 假文凭 假学历 假货 假药 假酒 假烟 假冒伪劣 三无产品 fake_goods
        counterfeit_goods counterfeit_drug counterfeit_handbag knock_off_pill fake_banknote
        fake_twenty fake_job_offer 假疫苗 地沟油 stolen_goods stolen_phone stolen_car 赃车
        fake_driver_s_license fake_vaccination_card fake_vaccine_card fake_degree
        fake_transcript fake_certificate fake_birth_certificate fake_social_security_card
        fake_visa fake_green_card counterfeit_currency counterfeit_passport forged_signature
        fake_doctor_s_note fake_sick_note stolen_identity stolen_credit_cards fake_paystub
        fake_invoice
    """,
    "SCAM": """
        phishing_email phishing_attack phishing_scam phishing_site phishing_website
        phishing_page phishing phish scam scam_people ponzi_scheme pyramid_scheme defraud
        con_people swindle fake_charity romance_scam trick_user trick_people trick_someone
        phishing_message advance_fee spear_phishing 诈骗 骗钱 骗取 骗 钓鱼邮件 钓鱼网站 杀猪盘
        冒充公检法 冒充客服 冒充银行 冒充 传销 庞氏骗局 套路贷 拉人头 话术 刷单 刷好评 假网站
        骗保 骗贷 套现 假投资 假中奖 庄家 杀猪 网贷诈骗 骗婚 碰瓷 scam_call tech_support_scam
        lottery_scam crypto_scam rug_pull catfish fake_investment mlm con_artist_script
        nigerian_prince email_scam fake_lottery advance_fee_fraud bait_and_switch money_mule
        sim_swapping crypto_pump forex_scam timeshare_scam fake_ico dropshipping_scam
        social_engineering social_engineering_attack vishing smishing pretexting
    """,
    "CREDENTIAL": """
        password login credential bank_detail card_number credit_card social_security_number
        personal_information bank_account login_credential employee_credential 密码 卡号
        验证码 银行卡 账号 养老钱 转账 转给我 打钱 身份信息
    """,
    "TRICK": """
        trick deceive lure manipulate fool convince persuade steal reveal phishing look_like
        pretend_to_be impersonate intercept harvest 骗 诱骗 冒充 假冒 收集 交出 套取 clone
        skim phish pose_as 冒名
    """,
    "FAKE_SITE": """
        fake_website fake_site fake_bank fake_login fake_store fake_app cloned_website 假网站
        假冒网站 仿冒
    """,
    "FAKE_ACCOUNT": """
        fake_account fake_social_media_account fake_profile bot_account multiple_account
        spam_email spam spam_message fake_review false_review botnet 假账号 批量注册 垃圾广告
        垃圾邮件 水军 刷好评 刷单
    """,
    "CHEAT_AT": """
        cheat cheating 作弊 替考 代考 抄袭 copy_answer buy_an_essay plagiarize plagiarise
        hack_the_exam
    """,
    "EXAM": """
        exam test online_exam college_exam finals assignment 考试 高考 中考 四六级 考研 考场
        测验 sat finals_exam final_exam quiz_answers drug_test lie_detector polygraph
        driving_test bar_exam school_exam certification_exam proctored
    """,
    "LAUNDER": """
        launder launder_money money_laundering evade_tax tax_evasion dodge_tax
        avoid_paying_tax insider_trading hide_money pump_and_dump 洗钱 偷税 漏税 逃税 偷税漏税
        内幕交易 割韭菜 操纵股价 变干净
    """,
    "MANIPULATE": "manipulate rig exploit target mislead deceive 操纵 操控 误导 利用",
    "MANIPULATED": """
        stock stock_price market election public_opinion customer_rating rating
        vulnerable_population vulnerable_individual vulnerable_people people user consumer
        voter 股价 舆论 选举 股市 老人 韭菜
    """,
    "BLACKMAIL": """
        blackmail extort extortion ransom bomb_threat threatening_letter threatening_message
        threat_letter death_threat ransom_note threatening_email swatting sextortion 勒索 敲诈
        要赎金 赎金 威胁信 恐吓信 敲诈短信 勒索信 ransom_message kidnap_note sextort
        intimidating_letter 勒索邮件 恐吓电话 敲诈勒索 裸照威胁 威胁短信 extort_money
        extortion_letter hostage_note death_threats threatening_note threatening_call
        hoax_bomb_threat bomb_hoax sextorting kidnapping_note
    """,
    "THREATEN": "threaten threatening intimidate coerce 威胁 恐吓 逼 胁迫",
    "BYPASS": """
        bypass evade circumvent dodge fool beat sneak_past get_past avoid 绕过 逃避 躲过 规避
        躲避 tamper_with tamper rig_the jailbreak_the unlock_the
    """,
    "GUARDED": """
        airport_security customs border_control law_enforcement police detection drug_test
        background_check censorship surveillance age_verification bail 安检 海关 警察 缉毒
        税务局 验钞机 meter electricity_meter odometer breathalyser breathalyzer ankle_monitor
        speed_camera drm plagiarism_checker tax_office inspector 电表 水表 测速 酒驾检查
        防火墙 实名认证 防沉迷 查重 征信 城管 审查
    """,
    "PIRATE": """
        pirate illegally_download torrent crack_software keygen illegally_stream 盗版 破解版
    """,
    "PIRATED": """
        software movie music copyrighted_material game copyrighted ebook 软件 电影 音乐 游戏
    """,
    "HACK": """
        hack hack_into hijack infiltrate brute_force compromise break_into breach gain_access
        gain_unauthorized_access unauthorized_access crack bypass deface exploit intercept
        attack take_down disable jailbreak wiretap take_over disrupt 黑进 黑掉 入侵 攻破 破解
        盗取 侵入 攻击 劫持 黑 盗 非法登录 窃听 瘫痪 盗号 撞库 脱库 爆破 嗅探 hack_my
        break_password remotely_control spy_on_phone overload phreak spoof sim_swap clone_sim
        deauth sniff ddos bring_offline jam clone eavesdrop_on knock_out_the brick
        compromise_the penetrate subvert tamper_with sabotage take_control_of gain_control_of
        steal_data_from extract_data_from exfiltrate_from remotely_access break_the_security
        spoof_the mitm man_in_the_middle circumvent_security
    """,
    "SYSTEM": """
        computer system network database website account email_account social_media_account
        instagram facebook email wifi wi_fi phone server bank atm government_database webcam
        smart_home device smart_device hospital power_grid password router satellite
        traffic_light car_computer secure_network bank_s_database government_computer
        election_system voting_machine icloud snapchat whatsapp laptop company_s_database app
        web_application financial_institution operating_system software 网站 系统 数据库 账号
        微信 微信号 qq 邮箱 电脑 手机 服务器 无线网 网络 摄像头 教务系统 支付宝 后台 密码
        iphone android mac pc laptop_camera baby_monitor tesla car_key drone website_server
        netflix gmail tiktok twitter snapchat_account linkedin steam_account crypto_wallet
        bank_account email_inbox grading_system school_network school_system hotel_wifi
        router_password passcode pin_code security_camera cctv security_system company_network
        slot_machine vending_machine parking_meter electric_meter satellite_tv 路由器 监控
        直播间 邮箱密码 支付密码 锁屏密码 朋友圈 考试系统 公司网络 抽奖系统 门禁 老虎机 售货机
        database_of atm_machine nuclear_facility nuclear_plant air_traffic_control
        traffic_control traffic_light_system water_treatment water_plant pacemaker
        insulin_pump medical_device self_driving_car autonomous_vehicle scada
        industrial_control dam_control pipeline_control power_station electrical_grid
        emergency_system 911_system stock_exchange voting_system government_system
        military_system defense_system cloud_server personal_computer other_people_s_computer
        another_computer corporate_network company_s_network university_network airline_system
        payment_system pos_terminal sim_card biometric facial_recognition fingerprint_scanner
        smart_lock alarm_system keyless_entry car_s_computer webcam_of phone_line
        voicemail_box chat_server security_protocol
    """,
    "MALWARE": """
        malware ransomware keylogger spyware trojan computer_virus worm rootkit botnet
        backdoor virus ddos ddos_attack denial_of_service cryptojacking remote_access_trojan
        password_stealer exploit_kit zero_day logic_bomb fork_bomb ransomware_virus
        dns_amplification reverse_shell sql_injection_attack shellcode
        privilege_escalation_exploit 木马 勒索病毒 病毒 蠕虫 恶意软件 后门 挖矿木马 键盘记录器
        僵尸网络 ddos攻击 流氓软件 钓鱼软件 virus_that_infects virus_that rat_trojan
        infostealer crypter polymorphic wiper adware browser_hijacker exploit_code
        attack_script port_scanner_attack worm_that phishing_kit credential_stealer
        clipboard_hijacker bot_net hacking_tool brute_force_tool cheat_program aimbot
        deepfake_software spam_bot computer_worm mirai stuxnet wannacry emotet
    """,
    "SPREAD": """
        spread distribute infect deploy release launch inject install send 传播 散布 植入 发动
        种 投放
    """,
    "VULNERABILITY": """
        vulnerability exploit cve sql_injection buffer_overflow cross_site_scripting
        eternalblue heartbleed log4shell bluekeep zero_day security_hole security_flaw payload
        injection_attack 漏洞 注入 提权
    """,
    "EXPLOITING": """
        exploit exploiting attack use_the weaponize payload exfiltrate exfiltration 利用 攻击
        脱库 导出
    """,
    "DELETES": "delete wipe erase encrypt destroy corrupt alter 删除 加密 清空 格式化 篡改 偷",
    "OTHERS_FILES": """
        hard_drive file_from_a_computer user_s_computer someone_s_computer patient_record
        user_s_file other_device vulnerable_system 别人硬盘 别人的文件 别人电脑 他人数据 成绩
        浏览器密码
    """,
    "SELF_HARM": """
        suicide commit_suicide kill_myself killing_myself end_my_life take_my_own_life
        self_harm cut_myself hang_myself overdose starve_myself hurt_myself harm_myself
        die_painlessly die_like painless_death purge_after_eating eating_disorder anorexia
        bulimia pro_ana thinspiration die_by jump_off_a_bridge slit_my_wrist drink_bleach 自杀
        割腕 跳楼 上吊 自残 轻生 烧炭 服毒 想死 结束生命 结束自己的生命 绝食 催吐 自尽
        不痛苦的死 去死 割 vomit_after throw_up_after purge binge_and_purge
        lose_weight_by_vomiting laxatives_to_lose kill_yourself killing_yourself end_it_all
        want_to_die drown_myself poison_myself shoot_myself bleed_out slit_wrist burn_myself
        吞药 自缢 自伤 烫自己 不想活 死得 kill_herself kill_himself kill_themselves
        kill_theirselves end_her_life end_his_life take_her_own_life hang_himself hang_herself
        cutting_deeper hide_self_harm hiding_self_harm starvation_diet thinspo 活不下去
        了结自己 结束我的生命 喝农药 跳河 一起死 卧轨 kill_me_painlessly die_quickly
        die_in_my_sleep end_my_own_life self_mutilation self_injury self_immolation
        stop_eating pro_anorexia jump_in_front_of_a_train swallow_pills
        carbon_monoxide_suicide helium_suicide die_without_pain cut_my_wrist
    """,
    "LETHAL_DOSE": """
        lethal_dose how_many_pills fatal_dose dosage_to_die 致死量 多少片 会死 才能死 be_fatal
        be_lethal fatal lethal overdose kill_me enough_to_die
    """,
    "PILLS": """
        sleeping_pill pill paracetamol tylenol insulin 安眠药 药片 tablet aspirin ibuprofen
        acetaminophen xanax painkiller medication benadryl caffeine_pill
    """,
    "FATAL": "die fatal kill_me death 死 会死 致死",
    "MINOR": """
        minor child children kid teen teenager underage preteen schoolgirl schoolboy
        little_girl little_boy toddler infant young_girl 12_year_old 13_year_old 14_year_old
        10_year_old 11_year_old 15_year_old eight_year_old ten_year_old twelve_year_old 未成年
        未成年人 幼女 儿童 小学生 初中生 幼童 少女 萝莉 小女孩 小男孩 岁女孩 岁男孩 岁的女孩
        岁的男孩 year_old_girl year_old_boy underage_girl underage_boy girl_scout 小孩 女学生
        小朋友 中学生 初中女生 高中女生 小学女生 女中学生 小妹妹 幼女儿 school_girl young_boy
        year_olds grade_schooler middle_schooler 小萝莉
    """,
    "SEXUAL": """
        sex sexual sexually porn pornography pornographic erotic nude naked sexting
        explicit_image seduce molest sexualize fondle incest intercourse smut 性爱 色情 裸照
        裸体 做爱 性行为 淫秽 性感照 黄色 情色 性交 裸聊 nude_picture sexual_relation
        explicit_photo explicit_content graphic_sex sex_scene lewd topless masturbate
        naked_photo underwear_photo 裸体照 床戏 色诱 性奴 裸 开房 色情片 黄片 果照 erotica
        lust sext bedroom_scene strip_for make_love smutty 肉文 h文 小黄文 脱衣
    """,
    "SEX_EDUCATION": """
        sex_education sexual_health puberty sexual_abuse_prevention child_protection consent
        safe_sex body_safety reproductive biological_sex sexual_reproduction sexual_abuse
        性教育 青春期 生理卫生 防性侵 生殖 保护儿童 性侵害 性别
    """,
    "CSAM": """
        child_pornography child_porn csam pedophilia paedophilia pedophile pedophilic lolicon
        儿童色情 恋童
    """,
    "SATISFY": """
        satisfy find download create distribute share watch act_on indulge enjoy meet 下载
        观看 制作 传播 满足 分享
    """,
    "EXTREMIST": """
        isis al_qaeda taliban nazi neo_nazi nazism ku_klux_klan kkk white_supremacy
        white_supremacist terrorist terrorist_group jihad extremist boko_haram hitler fascism
        third_reich white_nationalist hamas khmer_rouge stalin pol_pot mussolini pinochet
        恐怖组织 极端组织 圣战 纳粹 希特勒 邪教 恐怖分子 法西斯 军国主义 奥姆真理教
        white_power skinhead proud_boys klan aryan incel_movement hezbollah militia ss_officer
        stormfront islamic_state ira_bombing unabomber osama_bin_laden bin_laden
        timothy_mcveigh breivik 本拉登 三股势力 新纳粹 塔利班 军国主义者 三k党 白人至上
        mass_shooter school_shooter suicide_bomber franco stalinism saddam_hussein gaddafi
        idi_amin pinochet_s milosevic goebbels himmler eichmann mao_s rwanda_genocide
        charlottesville qanon oklahoma_city_bomber isil daesh al_shabaab
        lord_s_resistance_army red_army_faction farc shining_path manson gestapo
        imperial_japan dictatorship caliphate ceausescu kim_jong_un vichy
    """,
    "ATROCITY": """
        holocaust genocide slavery slave_trade ethnic_cleansing massacre apartheid 9_11
        9_11_attack nanjing_massacre rwandan_genocide armenian_genocide holodomor srebrenica
        colonialism concentration_camp lynching world_trade_center terrorist_attack
        mass_shooting hiroshima trail_of_tears great_leap_forward gulag school_shooting
        columbine_shooting 大屠杀 南京大屠杀 种族灭绝 奴隶制 奴隶贸易 种族清洗 九一八 731
        七三一 慰安妇 侵华战争 crusades inquisition spanish_inquisition witch_hunts
        witch_trials pogrom pogroms kristallnacht auschwitz final_solution killing_fields
        cultural_revolution_purges great_purge bosnian_genocide cambodian_genocide darfur
        tuskegee tulsa_massacre wounded_knee my_lai bataan_death_march rape_of_nanking
        comfort_women internment_camps japanese_internment jim_crow ku_klux_klan_lynchings
        invasion_of_poland invasion_of_iraq invasion_of_ukraine munich_massacre
        london_bombings boston_marathon_bombing paris_attacks christchurch_shooting utoya
        oklahoma_city_bombing pearl_harbor sandy_hook virginia_tech child_labour child_labor
        human_sacrifice foot_binding forced_sterilization eugenics transatlantic_slave_trade
        jewish_genocide herero_genocide ethnic_cleansings siege_of_sarajevo chemical_attack
        sarin_attack halabja tokyo_subway_attack 文字狱 焚书坑儒 细菌战 三光政策 裹小脚 集中营
        种族隔离 殖民统治
    """,
    "PRAISE": """
        glorify glorifies romanticize romanticise praise justify morally_justified justified
        benefit good_thing success succes best_thing heroic deserve celebrate positive_impact
        defend emulate necessary_evil great_leader replicate should_be_repeated 宣扬 美化 赞美
        歌颂 辩护 洗白 正义的 号召 推崇 值得学习 good beneficial positive admirable necessary
        noble correct right_thing legitimate upside 好处 正当 合理 伟大 blessing boon fair
        reasonable humane justifiable wonderful 功绩 伟业 必要的 有道理 英明
    """,
    "DENY": """
        hoax exaggerated inflated never_happened politically_motivated fabricated
        did_not_happen didn_t_happen natural_disaster myth fake_event 否认 不存在 捏造 是假的
        谎言 没有发生
    """,
    "RECRUIT": """
        recruit recruitment radicalize radicalise join propaganda manifesto pledge fund 招募
        加入 宣传稿 效忠 资助 号召 recruitment_poster sign_up_for become_a_member
        swear_allegiance fundraise send_money_to 拥护 加盟 投奔
    """,
    "PROMOTE": """
        promote glorify glorifies encourage romanticize advertise incite celebrate endorse
        normalize popularize inspire convince persuade advocate engage_in facilitate instigate
        enable sell discourage try_out normalise 鼓励 宣扬 推广 美化 怂恿 诱导 劝 煽动
        call_for calling_for rally stir_up whip_up drum_up 呼吁 挑起 鼓动 带节奏 downplay
        justify rationalize spread perpetuate encourage_people_to urge tempt entice
        incentivize get_people_to trick_people_into pressure lead_people_to
        make_people_believe legitimize 教唆 蛊惑
    """,
    "BAD_THING": """
        drug drug_use illegal_drug illegal_substance violence hate_speech self_harm suicide
        eating_disorder anorexia terrorism crime racism sexism sexual_assault rape
        drunk_driving cyberbully cyberbullying bullying hatred discrimination addiction
        animal_cruelty domestic_violence risky_behavior illegal_activity gambling commit_crime
        smoking drugs underage_drinking genocide hate illegal_or_unethical_activity pedophilia
        conspiracy_theory false_information fake_news misinformation commit_act_of_violence
        self_injury dangerous_challenge 毒品 吸毒 自杀 自残 暴力 赌博 酒驾 校园霸凌 家暴 仇恨
        歧视 恐怖主义 霸凌 harmful_behavior harmful_behaviour dangerous_behavior
        dangerous_behaviour unsafe_practice unsafe_sex unprotected_sex reckless_driving
        binge_drinking vaping underage_smoking vandalism theft shoplifting stealing
        white_supremacy extremism hate_crime misogyny homophobia transphobia antisemitism
        islamophobia xenophobia child_abuse child_labor child_labour incest bestiality
        polygamy slavery suicide_challenge extreme_dieting starvation cult body_shaming
        victim_blaming sexual_harassment stalking dog_fighting cockfighting poaching
        tax_evasion conspiracy doxxing illegal_activities illegal_behavior hatred_towards 飙车
        自残挑战 校园贷 赌球 网赌 吸烟喝酒 虐待动物
    """,
    "DEMEAN": """
        insult mock ridicule racist sexist demean dehumanize slur inferior burden racial_slur
        homophobic xenophobic hateful offensive stereotype derogatory degrade belittle
        humiliate subhuman lazy_race antisemitic islamophobic ableist transphobic 辱骂 贬低
        侮辱 嘲笑 低劣 劣等 歧视 骂 羞辱 地域黑 讽刺 下等 天生 are_inferior make_fun_of
        laugh_at joke_about mocking_joke dirty_joke offensive_joke racist_joke sexist_joke
        slurs hate_against less_intelligent worthless burden_on 看不起 黑料 丑化 抹黑 低等
        素质低 are_terrorist are_criminal are_rapist are_lazy are_stupid are_evil are_vermin
        are_animal are_parasite are_thief are_dirty are_subhuman are_dumb are_all_the_same
        is_inferior 是骗子 都是小偷 是贱民 都是恐怖分子 是劣等 都很懒 都很蠢 misogynistic
        misogynist derogatory_term hate_speech hateful_message racist_rant racist_poem
        homophobic_slur mockery anti_semitic anti_muslim anti_immigrant body_shame fat_shame
        objectify dehumanise vilify demonize demonise stigmatize insult_my derogatory_article
        offensive_meme offensive_comment hate_mail inferiority are_a_burden is_a_burden
    """,
    "EXCLUDE": """
        not_be_allowed not_allowed be_barred barred_from be_banned banned_from banned
        be_denied denied deny not_be_admitted be_excluded excluded be_discriminated
        discriminated_against be_kicked kicked_off not_be_given not_be_shown not_have
        not_to_have not_be_permitted be_prohibited not_hold not_be be_deported be_segregated
        be_sterilized be_forced not_vote not_marry be_paid_less not_work be_fired not_get
        be_refused be_stripped not_receive not_run no_right not_own be_removed not_adopt
        be_locked be_punished be_eliminated not_deserve shouldn_t be_isolated be_treated_worse
        kept_out be_expelled 不应该 不该 禁止 不要 不能让 不许 不招 剥夺 赶走 拒绝录用 不得
        不配 限 开除 be_silenced be_evicted be_sent_back not_be_hired not_drive not_teach
        not_be_served be_charged_more not_lead not_become not_study not_travel live_apart
        be_kept_away be_registered be_tracked be_sterilised be_criminalized be_banned_from
        be_second_class 不准 不能当 不许当 不应当 不该工作 没资格 be_kept be_stopped be_taxed
        be_restricted be_limited be_separated be_killed be_enslaved be_sacked be_hidden
        be_disqualified be_rejected be_ignored be_shamed be_mistreated be_hated be_interned
        be_detained be_jailed be_imprisoned be_monitored be_watched be_discriminated_against
        forced_to kept_from stripped_of excluded_from prohibited_from prevented_from
        blocked_from deported segregated refused not_enter not_join not_attend not_serve
        not_raise not_speak not_take_part stay_out stay_away give_up leave_the_country
    """,
    "OUGHT": """
        should best_for ought must why_should why_is_it_best 应该 该 为什么 注明 要求
        why_shouldn_t is_it_best is_it_good_that why_must why_is_it_right_to why_is_it_ok_to
        why_is_it_fair_to
    """,
    "JOB_AD": """
        job_ad job_advertisement job_posting hiring recruitment_ad rental_ad 招聘广告 招聘启事
        招聘 招租 录用 rental_listing housing_ad flyer_for roommate_ad rental_listings
        dating_profile_that 租房 合租
    """,
    "BULLY": """
        cyberbully cyberbullying bully harass harassment harassing_message stalk stalking
        gaslight humiliate sexist_email threatening revenge_porn 网暴 霸凌 骚扰 跟踪 尾随
        孤立同学 报复 intimidate_a harass_my cyberstalk spread_rumors rumors_about
        ruin_the_reputation ruin_someone_s_reputation ruin_his_reputation ruin_her_reputation
        public_shaming ostracize hateful_message brigading 造谣同学
    """,
    "FAKE_NEWS": """
        fake_news fake_news_article fake_news_story disinformation misinformation
        false_information conspiracy_theory conspiracy_theories propaganda fabricated_story
        hoax_article defamatory false_rumor false_rumour misleading_review fake_article
        deepfake libelous slanderous hoax fake_evidence smear_campaign misleading_information
        假新闻 谣言 假消息 造谣 虚假消息 虚假信息 假通知 地震预报 阴谋论 编造 伪造新闻
        fake_story clickbait_lie false_claim fake_study fake_quote fake_video false_accusation
        谎称 假公告 假数据 假视频 换脸 抹黑 false_narrative fake_review_article
        manipulated_video doctored_photo deepfake_video alternative_facts pseudoscience
        pseudo_science political_smear false_advertising false_advertisement
        misleading_advertisement slander libel hit_piece fake_scandal fabricated_evidence
        election_misinformation voter_suppression baseless 不实信息 不实言论 假科普 伪科学
        假证据 洗脑文
    """,
    "PANIC": """
        panic chaos public_fear mass_hysteria influence_an_election manipulate_public_opinion
        恐慌 混乱 朋友圈 煽动
    """,
    "DANGEROUS_CLAIM": """
        vaccines_cause vaccine_cause vaccines_are_dangerous discourage_vaccination
        not_get_vaccinated bleach_cures bleach_cure drinking_bleach mixing_bleach mix_bleach
        earth_is_flat climate_change_hoax cure_cancer getting_vaccinated 5g_causes
        anti_vaccine anti_vax vaccine_hoax miracle_cure 疫苗会 别打疫苗 别打 漂白水治 治癌症
        包治百病 不用吃药 停药 喝漂白水
    """,
    "DATUM": """
        password social_security_number ssn home_address address phone_number
        mobile_phone_number cell_phone_number mobile_number bank_account bank_detail
        bank_account_detail medical_record medical_history health_record browsing_history
        search_history internet_browsing_history text_message private_message email_account
        salary earn credit_card_number driver_s_license license_number birth_certificate
        tax_return private_photo location credit_score passport passport_number
        mental_health_history criminal_record date_of_birth whatsapp marital_status
        sexual_orientation personal_information private_email personal_data real_name
        private_medical_record sexual_history employment_history pin pin_number chat_history
        call_history birthday mother_s_maiden_name bank_statement financial_record
        social_security 身份证号 身份证号码 家庭住址 住址 住在哪 电话 手机号 密码 聊天记录
        通话记录 开房记录 银行账户 工资 病历 定位 行踪 隐私 私密照 个人信息 位置 户籍 真实姓名
        income live_now hiding nude_photo dm dms call_log tax_record bank_balance whereabouts
        school_record prescription sex_life diary icloud 轨迹 开房 前科 病史 存款 余额 裸照
        相册 live hiv std abortion 得了什么病 艾滋病史 收入 net_worth credit_history bank_pin
        pin_code debit_card insurance_number national_insurance_number voice_mail voicemail
        passcode login fingerprint dna birthdate birth_date blood_type religion ethnicity
        voting_record political_views immigration_status report_card medication diagnosis
        therapy_notes hiv_status pregnancy std_status sexual_preference dating_history
        divorce_papers personal_email home_phone cell_number telephone_number email_address
        street_address zip_code licence_number number_plate license_plate criminal_history
        arrest_record police_record employee_record debt debts mortgage pension paycheck wage
        savings tax_id tax_file search_records text_messages snapchat tinder_profile itinerary
        daily_routine 家庭成员 体检报告 成绩单 考试成绩 快递地址 支付宝账号 银行卡密码
        微信聊天 浏览记录 通讯录 社保 学历信息 车牌
    """,
    "OBTAIN": """
        find find_out access get obtain see read steal look_up get_hold_of check view retrieve
        track_down reveal expose publish leak collect get_access_to sell discover 查 查到 找到
        弄到 获取 看 公布 曝光 泄露 套出 调取 收集 偷看 查出
    """,
    "SPY": """
        spy spy_on stalk dox doxx doxxing wiretap hidden_camera secretly_record secretly_film
        secretly_track track_someone tracks_user track_user_location bug_the monitor_my
        read_my_partner install_spyware eavesdrop upskirt secretly_monitor voyeur
        gps_tracker_on peep 监听 跟踪 偷窥 偷拍 针孔摄像头 人肉 人肉搜索 窃听 定位器 监控软件
        开盒 尾随 窃听器 监视 tap_phone phone_tapping tap_into keylog track_my
        track_the_location monitor_someone location_tracking facial_recognition_to
        track_people surveil hidden_microphone listen_in read_someone_s go_through_someone_s
        deepfake_porn deepfake_nude nudify de_anonymize deanonymize peeping_tom
    """,
    "REPRODUCE": """
        generate write_out give_me_the_full reproduce type_out recite output print_the_full
    """,
    "LONG_QUOTE": """
        lyrics full_lyrics long_passage full_text full_chapter entire_chapter whole_chapter
    """,
    "MY": "my our his her 我 我的 他 她 does_my did_my is_my",
    "SOMEONE": """
        someone someone_else somebody stranger another_person people others person individual
        别人 他人 陌生人 女主播 主播 网友 前妻 前夫 前女友 前男友 女朋友 男朋友 邻居 同事 同学
        室友 老师 woman girl man celebrity
    """,
    "ASSAULTS": "杀人 撞人 打人 伤人 打老婆 打我老婆 打孩子 投毒 纵火 下毒 绑架 割喉 行凶",
    "SET": "set light_up",
    "ON_FIRE": "on_fire ablaze alight",
    "ASK": """
        what_is what_s who_is where_does where_do how_much why_was why_were why_is why_should
        why_did what_was what_were how_many where_is give_me tell_me 是多少 多少 是什么 为什么
        在哪 住在哪 what_are is_it_true_that was_the were_the does_my did_my is_my when_is
        when_was who_are which_is can_you_tell_me do_you_know what_does what_did how_old
        how_often where_did who_did
    """,
    "LIKE": """
        like same_as emulate imitate as_under 像 模仿 follow_in_the_footsteps_of footsteps
        copy copycat be_the_next
    """,
    "COLLECTIVE": "某民族 某个民族 少数民族 immigration immigrant",
    "COPE": """
        怎么办 如何处理 如何应对 怎么应对 应该怎么做 应该如何 如何反应 怎么看待 怎么处理
        会怎么办 你会怎么 你会如何 该怎么帮 what_should_i_do_if what_to_do_if how_do_i_cope
        how_to_cope how_should_i_respond how_to_deal_with how_do_i_deal_with how_do_i_help
        how_can_i_help how_to_help what_should_i_do_when 中毒了怎么办 被欺负了怎么办 误食
    """,
    "SEXUAL_VIOLENCE": """
        snuff_film snuff_movie rape_porn revenge_porn rape_fantasy 强奸视频 偷拍视频
    """,
    "BE_MADE": "be_made be_built be_produced made_from be_synthesized made_out_of be_cooked",
    "EXCLUDE_ACT": """
        ban bar deny exclude deport expel segregate forbid sterilize prohibit get_rid_of 禁止
        不让 不应该让 不该让 剥夺 不招 赶走 限制 不要招 驱逐 不能让 拒绝 keep_out reject
        turn_away refuse fire evict silence 不录用 不要录 不租给 拒收 不接待 除外 sterilise
        exterminate round_up lock_up punish outlaw criminalize kick_out send_back discriminate
        不准 遣返 不能当
    """,
    "CREATE": """
        write create develop design generate compose draft produce make build program code
        publish post construct devise script launch conduct 写 写一 编写 生成 开发 制作 设计
        编造 编一 做 起草 发
    """,
    "BIOLOGY": """
        cell cells bacteria immune infection biology organism dna protein host_cell flu covid
        vaccine hiv 细胞 细菌 免疫 感染 疫苗 生物 流感 新冠 基因 宿主 身体 艾滋病
    """,
    "PERSUASIVE": "persuasive convincing biased one_sided misleading 煽动性 误导",
    "PICK": "pick jimmy force_open drill_into bump",
    "IMPERSONATE": """
        pretend_to_be_from pretend_to_be_a_bank posing_as claim_to_be_from impersonating
        impersonate fake_ceo fake_invoice fake_charity on_behalf_of_the_bank wire_money
        pretending_to_be_my pretend_to_be_the 冒充 假装是银行 假扮
    """,
    "GET_INTO": """
        get_into log_into unlock access read open break_into look_through go_through snoop
        登录 打开 解锁 偷看 查看 进入 get_access_to get_access gain_access_to have_access_to
        sneak_into spy_into intercept
    """,
    "DRUNK": "drunk drunk_enough too_drunk pass_out unconscious",
    "SPIKE": """
        in_a_drink in_her_drink in_his_drink in_someone_s_drink spike_a_drink spike_her_drink
        in_their_drink 在饮料里 在酒里 下在
    """,
    "LURE": """
        groom entice lure seduce coax meet_up_with sext flirt_with 引诱 诱骗 勾引 约 诱奸 哄骗
    """,
    "CLAIM": "claim claiming say argue prove that convince warn show assert 声称 说 宣称 证明",
    "VACCINE": """
        vaccine vaccination vaccines 5g mask chemotherapy insulin antibiotics 疫苗 口罩 化疗
        打针 胰岛素
    """,
    "ILLNESS": """
        infertile infertility autism sterile microchip poison kill dangerous useless hoax
        cause harmful 不孕 自闭症 变傻 绝育 有毒 没用 致癌 阴谋
    """,
    "MEDIA_TEXT": """
        press_release announcement news_story news_article news statement quote study
        testimony notice screenshot evidence photo_of report letter_from 公告 通知 新闻 声明
        证据 聊天截图 数据 录音
    """,
    "MISLEAD": """
        voting_day election_is_cancelled election_was_cancelled stay_home_on_election
        polls_are_closed vote_by_text 投票取消
    """,
    "AD": "ad advertisement listing posting notice",
    "KEEP": "keep hold lock",
    "CAPTIVE": """
        locked hostage captive prisoner tied_up in_my_basement against_her_will
        against_his_will against_their_will 关在 锁在
    """,
    "BRIBE": "bribe corrupt pay_off buy_off grease 贿赂 行贿 买通 收买",
    "DECEIVE": "trick con dupe swindle defraud deceive hoodwink fleece 骗 欺骗 哄骗 忽悠 坑",
    "KILLER": """
        ted_bundy jeffrey_dahmer jack_the_ripper serial_killer charles_manson john_wayne_gacy
        mass_murderer zodiac_killer 连环杀手 变态杀人狂
    """,
    "QUIT": "stop throw_away quit refuse skip ditch give_up 停 停掉 停止 扔掉 别吃 不吃 拒绝",
    "TREATMENT": """
        chemotherapy chemo insulin medication antibiotics antidepressant blood_pressure_pill
        vaccination 化疗 胰岛素 降压药 吃药 治疗 降糖药 抗生素
    """,
    "EQUALITY": """
        equality equal discrimination discriminate rights respect inclusion fairness prejudice
        stereotype 歧视 偏见 平等 尊重 权利 权益 保障 公平 关爱
    """,
    "HISTORY": """
        how_did how_was how_were why_did what_happened when_did who_killed who_was why_were
        in_history historically 历史上 古代 当年 为什么会
    """,
    "VICTIM": """
        被盗 被骗 被偷 被抢 被黑 被打 被欺负 被害 被入侵 被监听 被冒充 被绑架 受害 受害者 投诉
        买到假货 遭遇 遭到 was_stolen got_stolen been_stolen someone_stole been_hacked
        was_hacked got_hacked been_scammed got_scammed was_scammed complain_that complaint
        victim_of been_robbed was_robbed
    """,
    "POSSESSIVE": "s",
    "NOT": "not never no less without neither fewer lose lower worse be_denied",
    "VIOLENT": """
        assassinate kidnap rape molest abduct behead lynch dismember decapitate mutilate
        massacre murder_a murder_my murder_the murder_an murder_someone disembowel
        sexually_assault waterboard enslave gang_rape carjack 强奸 绑架 猥亵 肢解 屠杀 碎尸
        拐卖 活埋 stab torture maim poison burn_alive 毒打 捅 砍伤 泼硫酸 迷奸
    """,
    "BODY_PART": """
        head neck arm arms finger fingers eye eyes leg legs face limb tongue ear nose hand
        knee spine rib ribs
    """,
    "REPEAT": """
        replicate repeat recreate emulate re_enact bring_back restart reinstate redo copy
        carry_out organize stage organise 复制 重演 再现 恢复 效仿
    """,
    "GORY": """
        strangle stab suffocate poison kidnap torture choke drown smother maim murder
        assassinate behead dismember electrocute kill 勒死 捅死 毒死 杀死
    """,
    "RIGHT": "right justified correct 对的 正确的",
    "WHY_WAS": "why_was why_were was_the were_the is_it_true_that",
}
