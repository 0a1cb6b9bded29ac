"""Words for groups of people who are often judged as one. Knows words, judges nothing."""

from functools import cache

# With a noun for people behind them: "deaf students".
_ADJECTIVES = """
black white asian african african_american arab chinese japanese korean indian mexican american
latino latina hispanic indigenous native native_american aboriginal roma romani gypsy jewish
muslim christian hindu buddhist catholic sikh atheist mormon protestant orthodox gay lesbian
bisexual asexual queer trans transgender homosexual intersex nonbinary disabled handicapped deaf
blind autistic crippled schizophrenic mentally_ill bipolar wheelchair-bound old elderly older
young poor homeless unemployed working-class lower-class uneducated rural fat overweight obese
ugly short divorced single unmarried pregnant female male immigrant migrant foreign undocumented
refugee irish italian french german polish russian nigerian pakistani bangladeshi vietnamese
filipino turkish iranian iraqi syrian somali ukrainian greek romanian middle_eastern brown
coloured colored swedish spanish portuguese turkish kurdish palestinian israeli jordanian egyptian
moroccan algerian ethiopian kenyan ghanaian congolese brazilian colombian cuban puerto_rican
haitian jamaican canadian australian british english scottish welsh thai indonesian malaysian
mongolian tibetan uyghur taiwanese bulgarian hungarian czech slavic eastern_european nordic
scandinavian dutch austrian swiss pagan agnostic baptist shia sunni rastafarian scientologist
amish quaker paraplegic quadriplegic dyslexic epileptic diabetic hiv-positive obese skinny tall
bald ginger red-haired left-handed middle-aged elderly retired widowed polyamorous pansexual
non-binary genderqueer aromantic intersexual cisgender heterosexual straight infertile childless
adopted illiterate rich wealthy middle-class upper-class low-income blue-collar white-collar
imprisoned incarcerated formerly_incarcerated convicted neurodivergent traumatized addicted
visually_impaired hearing_impaired physically_disabled mentally_disabled pregnant
"""
_PEOPLE = """
people persons person folks men man women woman children child kids kid boys boy girls girl
students student workers worker employees families family mothers fathers parents couples adults
applicants candidates drivers customers patients citizens americans
"""
_NOUNS = """
women men girls boys females males mothers moms housewives wives husbands fathers blacks whites
asians africans african_americans arabs jews jew muslims muslim christians hindus buddhists
catholics sikhs atheists mormons gays lesbians homosexuals bisexuals transsexuals immigrants
migrants foreigners refugees asylum_seekers latinos latinas hispanics mexicans mexican indians
gypsies roma romani irishmen italians germans russians poles turks pakistanis nigerians somalis
koreans vietnamese filipinos americans frenchmen greeks elders seniors millennials millenials
boomers teenagers pensioners the_elderly the_poor the_old the_disabled the_homeless the_deaf
the_blind the_unemployed poor_people retards cripples schizophrenics autistics amputees farmers
peasants cleaners plumbers nurses waitresses hairdressers blondes rednecks people_on_benefits
people_on_welfare people_with_disabilities people_of_color people_of_colour people_with_autism
people_with_hiv wheelchair_users single_mothers single_moms spaniards portuguese swedes danes
norwegians finns dutch belgians swiss austrians hungarians czechs bulgarians romanians ukrainians
kurds israelis palestinians egyptians moroccans algerians ethiopians kenyans ghanaians brazilians
colombians argentinians cubans haitians jamaicans canadians australians brits britons scots welsh
irish chinese japanese tibetans uyghurs thais indonesians malaysians protestants mormons pagans
agnostics quakers amish rastafarians scientologists sunnis shias orphans widows widowers
ex-convicts prisoners felons addicts alcoholics veterans single_parents teen_mothers sex_workers
people_with_down_syndrome people_with_dementia people_with_disability people_with_mental_illness
people_with_tattoos people_in_wheelchairs people_over_60 people_without_children
transsexual_people lgbt_people lgbtq_people heterosexuals texans californians southerners
northerners villagers country_people
"""
_CHINESE = """
女人 女性 女的 女生 女孩 女孩子 女司机 妇女 妇人 女员工 女博士 女领导 婆娘 大妈 阿姨们 家庭主妇
剩女 男人 男性 男的 男生 男孩 直男 男护士 男员工 老人 老年人 老头 老太太 年轻人 青年人 中年人
中年妇女 小孩子 九零后 零零后 90后 00后 80后 残疾人 残障人士 残疾人士 盲人 聋人 聋哑人 肢残人士
自闭症患者 自闭症儿童 抑郁症患者 精神病人 精神病患者 智障人士 艾滋病人 艾滋病患者 胖子 胖人
肥胖的人 矮个子 丑人 穷人 富人 有钱人 富二代 低收入者 流浪汉 乞丐 农民 农民工 农村人 乡下人 城里人
外地人 本地人 外来人口 打工仔 打工妹 保安 清洁工 快递员 外卖员 保姆 司机们 程序员 公务员 城管
河南人 东北人 上海人 北京人 广东人 四川人 山东人 新疆人 西藏人 温州人 福建人 安徽人 湖北人 武汉人
江西人 苏北人 南方人 北方人 港澳人 香港人 台湾人 大陆人 少数民族 汉族人 回族人 藏族人 维吾尔族人
蒙古族人 满族人 黑人 白人 亚裔 华人 黄种人 印度人 日本人 韩国人 美国人 非洲人 越南人 犹太人
阿拉伯人 俄罗斯人 法国人 德国人 英国人 外国人 移民 难民 穆斯林 基督徒 佛教徒 天主教徒 信教的人
信徒们 同性恋 同性恋者 男同 女同 双性恋 跨性别者 变性人 单亲家庭的孩子 离婚女人 离异者 单亲妈妈
独生子女 差生 专科生 二本生 中专生 留守儿童 吉普赛人
"""


@cache
def english() -> frozenset[str]:
    """In small letters, words parted by one space."""
    adjectives = [word.replace("_", " ").replace("-", " ") for word in _ADJECTIVES.split()]
    pairs = (f"{adjective} {people}" for adjective in adjectives for people in _PEOPLE.split())
    return frozenset((*pairs, *(word.replace("_", " ") for word in _NOUNS.split())))


@cache
def chinese() -> frozenset[str]:
    """In simplified characters."""
    return frozenset(_CHINESE.split())
