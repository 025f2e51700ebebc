/** Emoji for writing to customers, by category: each with what it is called and found by, in English and in Chinese. */

export const CATEGORIES = ['faces', 'hands', 'hearts', 'work', 'things', 'world', 'signs'] as const;
export type Category = (typeof CATEGORIES)[number];

export type Emoji = {
  readonly sign: string;
  /** The first word is its name, the others it is found by as well. */
  readonly en: string;
  readonly zh: string;
};

export function emojiOf(category: Category): readonly Emoji[] {
  return LIST[category];
}

const lines = (text: string): readonly Emoji[] =>
  text
    .trim()
    .split('\n')
    .map(line => {
      const [sign = '', en = '', zh = ''] = line.split('|').map(part => part.trim());
      return { sign, en, zh };
    });

const LIST: Readonly<Record<Category, readonly Emoji[]>> = {
  faces: lines(`
    🙂 | slight smile, friendly, hello | 微笑, 友好, 你好
    😀 | grin, happy, smile | 咧嘴笑, 开心, 高兴
    😃 | big smile, happy, joy | 大笑, 开心, 高兴
    😄 | laughing eyes, happy, smile | 眯眼笑, 开心
    😁 | beaming, happy, teeth | 露齿笑, 开心
    😆 | laughing, haha, funny | 哈哈, 大笑, 好笑
    😅 | nervous laugh, sweat, phew | 尴尬笑, 流汗, 汗
    😂 | tears of joy, lol, funny | 笑哭, 好笑
    🤣 | rolling with laughter, lol, funny | 笑翻, 好笑
    😊 | warm smile, thanks, blush | 温暖的笑, 谢谢, 脸红
    😇 | angel, halo, innocent | 天使, 无辜
    😉 | wink, joke | 眨眼, 玩笑
    😌 | relieved, calm | 松口气, 安心, 平静
    😍 | heart eyes, love, beautiful | 爱心眼, 喜欢, 漂亮
    🥰 | smile with hearts, love, lovely | 充满爱的笑, 喜欢
    😘 | kiss, love | 飞吻, 亲亲
    😋 | yummy, tasty | 好吃, 美味
    😎 | cool, sunglasses | 酷, 墨镜
    🤩 | star eyes, wow, excited | 星星眼, 激动, 哇
    🥳 | party, celebrate, birthday | 派对, 庆祝, 生日
    🤗 | hug, welcome | 拥抱, 欢迎
    🤔 | thinking, hmm, question | 思考, 想想, 疑问
    🧐 | looking closely, monocle, check | 仔细看, 检查
    😐 | neutral, meh | 面无表情, 无语
    😮 | surprised, oh, wow | 惊讶, 哦, 哇
    😯 | astonished, oh | 吃惊, 哦
    😳 | embarrassed, flushed, oops | 尴尬, 脸红, 哎呀
    🥺 | pleading, please | 恳求, 拜托, 请
    😕 | confused, unsure | 困惑, 不确定
    🙁 | slight frown, sad, sorry | 不太高兴, 难过, 抱歉
    😟 | worried, concern | 担心, 忧虑
    😢 | crying, sad, sorry | 哭, 难过, 抱歉
    😭 | loud crying, sad | 大哭, 难过
    😞 | disappointed, sad | 失望, 难过
    😣 | struggling, hard | 挣扎, 困难
    😤 | frustrated, steam | 生气, 不满
    😡 | angry, mad | 愤怒, 生气
    😱 | screaming, shock | 惊恐, 震惊
    😴 | sleeping, tired, night | 睡觉, 困, 晚安
    🤒 | ill, fever, sick | 生病, 发烧
    🤐 | lips sealed, secret | 闭嘴, 保密
    🙃 | upside down, irony | 倒脸, 反话
  `),
  hands: lines(`
    👍 | thumbs up, good, ok, yes | 赞, 好, 好的, 可以
    👎 | thumbs down, bad, no | 踩, 不好, 不行
    👌 | ok hand, perfect, fine | 好的手势, 没问题, 完美
    🙏 | folded hands, please, thanks, sorry | 双手合十, 谢谢, 拜托, 抱歉
    👏 | applause, clap, bravo | 鼓掌, 真棒
    🙌 | raised hands, hooray, celebrate | 举手欢呼, 庆祝, 太好了
    👋 | waving, hello, bye | 挥手, 你好, 再见
    🤝 | handshake, deal, agreed | 握手, 成交, 合作
    💪 | strong, muscle, you can | 加油, 强壮, 力量
    ✌️ | victory, peace | 胜利, 耶
    🤞 | fingers crossed, luck, hope | 祝好运, 希望
    🤙 | call me, phone | 打电话给我, 联系
    👉 | pointing right, this, here | 向右指, 这个, 看这里
    👈 | pointing left, this | 向左指, 这个
    👆 | pointing up, above | 向上指, 上面
    👇 | pointing down, below | 向下指, 下面
    ☝️ | index finger up, first, note | 食指, 第一, 注意
    ✋ | raised hand, stop, high five | 举手, 停, 击掌
    👀 | eyes, look, see | 眼睛, 看, 关注
    🙋 | raising hand, question, me | 举手提问, 问题, 我
    🙇 | bowing, sorry, thanks | 鞠躬, 抱歉, 感谢
    🤷 | shrug, unknown | 耸肩, 不知道
    🧑‍💻 | at the computer, agent, support | 电脑前的人, 客服, 技术
    🧑‍🔧 | mechanic, repair | 维修工, 修理
  `),
  hearts: lines(`
    ❤️ | red heart, love, thanks | 红心, 爱, 感谢
    🧡 | orange heart, love | 橙心, 爱
    💛 | yellow heart, love | 黄心, 爱
    💚 | green heart, love | 绿心, 爱
    💙 | blue heart, love | 蓝心, 爱
    💜 | purple heart, love | 紫心, 爱
    🤍 | white heart, love | 白心, 爱
    💔 | broken heart, sad | 心碎, 难过
    💯 | hundred, perfect, exactly | 一百分, 满分, 完美
    ✨ | sparkles, new, shine | 闪光, 全新, 闪亮
    ⭐ | star, favourite, rating | 星星, 评价, 好评
    🌟 | glowing star, great | 发光的星, 很棒
    🎉 | party popper, congratulations, celebrate | 庆祝, 恭喜
    🎊 | confetti, congratulations | 彩球, 恭喜
    🎁 | present, gift, birthday | 礼物, 生日
    🎂 | cake, birthday | 蛋糕, 生日
    🏆 | trophy, winner | 奖杯, 冠军
    🔥 | fire, hot, popular | 火, 热门
    💡 | idea, light, tip | 主意, 灯, 提示
    🍀 | four leaf clover, luck | 四叶草, 好运
    🧧 | red envelope, new year | 红包, 新年
  `),
  work: lines(`
    📦 | parcel, box, delivery, order | 包裹, 箱子, 快递, 订单
    🚚 | delivery van, shipping, on its way | 送货车, 发货, 运输
    🛒 | shopping cart, buy, order | 购物车, 购买, 订单
    🛍️ | shopping bags, shop | 购物袋, 商店
    💳 | card, payment, pay | 银行卡, 付款, 支付
    💰 | money, refund, price | 钱, 退款, 价格
    🧾 | receipt, invoice, bill | 收据, 发票, 账单
    🏷️ | price tag, label, sale | 价签, 标签, 促销
    📧 | email, mail | 邮件, 电子邮箱
    ✉️ | letter, mail | 信, 邮件
    📞 | telephone, call | 电话, 通话
    📱 | mobile, phone, app | 手机, 应用
    💬 | speech bubble, chat, message | 聊天, 消息, 对话
    💻 | laptop, computer | 电脑, 笔记本
    🖨️ | printer, print | 打印机, 打印
    📎 | paperclip, attachment | 回形针, 附件
    📝 | note, form, write | 笔记, 表格, 填写
    📄 | page, document | 文件, 文档
    📅 | calendar, date, appointment | 日历, 日期, 预约
    📊 | chart, numbers | 图表, 数据
    🔍 | search, look up | 搜索, 查询
    🔑 | key, password, access | 钥匙, 密码, 权限
    🔒 | locked, secure, private | 锁, 安全, 隐私
    🔓 | unlocked, open | 解锁, 打开
    🔗 | link, address | 链接, 网址
    🔔 | bell, reminder | 铃, 提醒
    ⚙️ | gear, settings | 齿轮, 设置
    🛠️ | tools, repair, service | 工具, 维修, 服务
    🔧 | spanner, repair, fix | 扳手, 维修, 修复
    🔄 | exchange, again, return | 换货, 重试, 退货
    ↩️ | return, back | 退货, 返回
    🏠 | house, home, address | 家, 房子, 地址
    🏢 | office, company | 办公楼, 公司
    🏬 | department store, branch | 商场, 门店
  `),
  things: lines(`
    ☕ | coffee, break | 咖啡, 休息
    🍵 | tea, cup | 茶, 茶杯
    🍰 | slice of cake, sweet | 蛋糕块, 甜点
    🍎 | apple, fruit | 苹果, 水果
    🍽️ | plate, restaurant, meal | 餐具, 餐厅, 吃饭
    👕 | shirt, clothes | 上衣, 衣服
    👟 | shoe, trainers | 鞋, 运动鞋
    👜 | handbag, bag | 手提包, 包
    👓 | glasses, see | 眼镜, 看
    ⌚ | watch, time | 手表, 时间
    📷 | camera, photo, picture | 相机, 照片, 图片
    🎧 | headphones, music, listen | 耳机, 音乐, 听
    🎮 | game, play | 游戏, 玩
    📚 | books, read | 书, 阅读
    🛋️ | sofa, furniture | 沙发, 家具
    🛏️ | bed, hotel | 床, 酒店
    🪑 | chair, seat | 椅子, 座位
    🔋 | battery, charge | 电池, 充电
    🔌 | plug, power | 插头, 电源
    🧳 | suitcase, travel | 行李箱, 旅行
  `),
  world: lines(`
    ☀️ | sun, good morning, weather | 太阳, 早上好, 天气
    🌙 | moon, good night | 月亮, 晚安
    🌧️ | rain, weather | 下雨, 天气
    ❄️ | snow, cold | 雪, 冷
    🌈 | rainbow, hope | 彩虹, 希望
    🌱 | seedling, green, growing | 幼苗, 环保, 成长
    🌸 | blossom, spring, flower | 樱花, 春天, 花
    🌹 | rose, flower | 玫瑰, 花
    💐 | bouquet, flowers | 花束, 花
    🐶 | dog, pet | 狗, 宠物
    🐱 | cat, pet | 猫, 宠物
    ✈️ | aeroplane, flight, travel | 飞机, 航班, 旅行
    🚆 | train, travel | 火车, 旅行
    🚗 | car, drive | 汽车, 开车
    🚲 | bicycle, bike | 自行车, 单车
    🏖️ | beach, holiday | 海滩, 度假
    🌍 | globe, world, abroad | 地球, 世界, 国外
    🗺️ | map, way | 地图, 路线
    📍 | pin, place, address | 位置, 地点, 地址
  `),
  signs: lines(`
    ✅ | done, yes, check mark | 完成, 是, 对勾
    ✔️ | tick, yes, right | 勾, 是, 正确
    ❌ | cross, no, wrong | 叉, 否, 错误
    ❓ | question, help | 问号, 疑问, 帮助
    ❗ | exclamation, important | 感叹号, 重要
    ⚠️ | warning, careful | 警告, 小心, 注意
    ℹ️ | information, note | 信息, 说明
    🆕 | new, fresh | 新, 最新
    🆓 | free, gratis | 免费, 赠送
    🆗 | okay, fine | 好的, 可以
    🔴 | red circle, stop | 红点, 停止
    🟡 | yellow circle, wait | 黄点, 等待
    🟢 | green circle, go | 绿点, 可以
    ➡️ | arrow right, next | 右箭头, 下一步
    ⬅️ | arrow left, back | 左箭头, 上一步
    ⏰ | alarm clock, time, reminder | 闹钟, 时间, 提醒
    ⏳ | hourglass, wait, please hold | 沙漏, 等待, 稍等
    🕒 | clock, time, hour | 时钟, 时间
    1️⃣ | one, first, step | 一, 第一, 步骤
    2️⃣ | two, second, step | 二, 第二, 步骤
    3️⃣ | three, third, step | 三, 第三, 步骤
    ♻️ | recycling, reuse | 回收, 环保
    🚫 | forbidden, not allowed | 禁止, 不允许
  `),
};
