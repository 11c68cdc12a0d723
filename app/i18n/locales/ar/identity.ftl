identity-field-pseudonym = الاسم المستعار
identity-field-own-pseudonym = اسم من عندك
identity-field-passphrase = جملة السرّ
identity-field-new-passphrase = جملة السرّ الجديدة
identity-field-current-passphrase = جملة السرّ الحاليّة
identity-field-recovery-code = رمز الاسترجاع
identity-field-rules = القواعد
identity-passphrase-hint = 12 حرفًا على الأقلّ: عدّة كلمات لا علاقة بينها. ولا شيء يستطيع أهل البيت تخمينه.
identity-example = اختيرت لكِ هذه الكلمات الآن بالقرعة. يمكنكِ أخذها، أو تغيير كلمة منها:

identity-join-title = فتح حساب
identity-join-lead = تختارين اسمًا ليس اسمك، وجملة سرّ. لا بريد إلكترونيّ ولا رقم هاتف.
identity-join-before = قبل أن تبدئي
identity-join-public = يرى الجميع الاسم الذي تختارينه إلى جانب ما تنشرينه. ولا يرى أحد غير ذلك: لا صفحة عنكِ ولا قائمة للعضوات.
identity-join-names = اختاري اسمًا
identity-join-names-hint = يجب ألّا يعرفكِ به أحد ممّن حولك. ولا يتغيّر بعد ذلك.
identity-join-again = أسماء أخرى
identity-join-own-hint = فقط إن كنتِ تفضّلين ذلك: وهو يسبق الأسماء التي فوقه. من 3 إلى 40 حرفًا، كلّها عربيّة أو كلّها لاتينيّة، وأربعة أرقام على الأكثر. لا اسمك ولا قريتك ولا عملك.
identity-join-rules = عمري 18 سنة أو أكثر. قرأت قواعد المنتدى، وأوافق على أن تحفظ البوّابة ما تقوله صفحة «معطياتك».
identity-join-submit = فتح حسابي
identity-join-have = عندي حساب

identity-codes-title = رموز الاسترجاع
identity-codes-welcome = حسابك مفتوح يا { $name }.
identity-codes-lead = إن نسيتِ جملة السرّ، يفتح لكِ رمز من هذه الرموز حسابك من جديد. وإن لم تعطي عنوان بريد إلكترونيّ، فلا طريق غيره.
identity-codes-how = اطبعي هذه الصفحة، أو انقلي الرموز على ورقة. كلّ رمز يصلح مرّة واحدة.
identity-codes-where = ضعي الورقة حيث لا يبحث أحد من أهل البيت، أو عند من تثقين بها. ولا تكتبي عليها اسمك المستعار.
identity-codes-note = لن تظهر إلّا هذه المرّة.
identity-codes-replaced = الرموز التي كانت عندك من قبل لم تعد تصلح.
identity-codes-done = سجّلتها عندي

identity-sign-in-title = الدخول إلى الحساب
identity-sign-in-forgot = نسيت جملة السرّ
identity-sign-in-new = ليس عندي حساب بعد
identity-sign-in-shared = على هاتف أو حاسوب يستعمله غيرك، اخرجي من حسابك حين تنتهين.

identity-recover-title = العودة إلى حسابك
identity-recover-lead = برمز من رموز الاسترجاع التي سجّلتها. يُستهلك الرمز، وتخرجين من حسابك في كلّ مكان آخر.
identity-recover-code-hint = اثنا عشر حرفًا ورقمًا. حروف كبيرة أو صغيرة، بالشرطات أو دونها.
identity-recover-submit = اعتماد جملة السرّ الجديدة
identity-recover-none-title = لم يبقَ عندك رمز؟
identity-recover-none = إذن لا يستطيع أحد فتح هذا الحساب، ولا حتّى الفريق: نحن لا نعرف من أنتِ. يمكنكِ فتح حساب جديد.
identity-recover-wrong-title = الاسم المستعار والرمز لا يتوافقان
identity-recover-wrong = تثبّتي من الاثنين وأعيدي المحاولة. الرمز الذي استُعمل مرّة لا يصلح ثانية.

identity-account-title = حسابك
identity-account-lead = أنتِ وحدك ترين هذه الصفحة.
identity-account-role = الدور
identity-role-member = عضوة
identity-role-moderator = مشرفة
identity-role-admin = مديرة
identity-account-joined = معنا منذ
identity-account-codes = رموز الاسترجاع
identity-codes-left = { $count ->
    [zero] لم يبقَ أيّ رمز
    [one] بقي رمز واحد
    [two] بقي رمزان
    [few] بقيت { $count } رموز
    [many] بقي { $count } رمزًا
   *[other] بقي { $count } رمز
}
identity-account-sessions = الدخول مفتوح
identity-sessions-count = { $count ->
    [zero] ليس في أيّ متصفّح
    [one] في هذا المتصفّح فقط
    [two] في متصفّحين
    [few] في { $count } متصفّحات
    [many] في { $count } متصفّحًا
   *[other] في { $count } متصفّح
}
identity-account-contributions = ما كتبته
identity-account-few-title = بقي القليل من رموز الاسترجاع
identity-account-none-title = ليس عندك أيّ رمز استرجاع
identity-account-few = دون رمز، يُغلق الحساب نهائيًّا إن نسيتِ جملة السرّ. اطلبي ورقة جديدة ما دمتِ داخل حسابك.
identity-account-end = الخروج من كلّ مكان
identity-account-end-hint = من كلّ المتصفّحات، وهذا أيضًا. حين لا يكون هاتف دخلتِ منه بين يديك.
identity-account-delete-title = معطياتكِ والمغادرة
identity-account-delete = نسخة من كلّ ما هو لكِ، وما وافقتِ عليه، وطرق المغادرة.
identity-account-security = حماية حسابك
identity-done-passphrase = تغيّرت جملة السرّ. خرجتِ من حسابك في كلّ المتصفّحات الأخرى.
identity-done-recovered = عدتِ إلى حسابك. تغيّرت جملة السرّ، وخرجتِ من كلّ مكان آخر.

identity-change-title = تغيير جملة السرّ
identity-change-lead = تبقين داخل حسابك هنا، وتخرجين من كلّ مكان آخر.
identity-change-submit = تغييرها
identity-wrong-passphrase-title = جملة السرّ الحاليّة غير صحيحة
identity-wrong-passphrase = تثبّتي منها وأعيدي المحاولة. لم يتغيّر شيء.

identity-new-codes-title = رموز استرجاع جديدة
identity-new-codes-lead = تحصلين على عشرة رموز جديدة. والرموز التي عندك الآن تتوقّف فورًا.
identity-new-codes-submit = رموز جديدة

identity-security-title = جملة السرّ والرموز وبقيّة المداخل
identity-security-lead = ما يفتح حسابك، وما يمنع غيرك من دخوله.
identity-confirm-title = أكّدي أنّك أنتِ
identity-confirm-lead = قبل هذه الخطوة نطلب منكِ أن تؤكّدي من جديد أنّك أنتِ، حتّى لا يقوم بها أحد مكانك إن وجد هاتفك مفتوحا.
identity-confirm-submit = متابعة
identity-confirm-wrong-title = هذا غير صحيح
identity-confirm-wrong = تثبّتي وأعيدي المحاولة. رمز الاسترجاع الذي استُعمل مرّة لا يعمل ثانية. لم يتغيّر شيء.
identity-confirm-code = أحد الرموز التي كتبتِها. يُستهلك باستعماله.
identity-confirm-code-instead = بدل جملة السرّ: أحد الرموز التي كتبتِها. يُستهلك باستعماله.
identity-sessions-title = أين حسابك مفتوح
identity-sessions-lead = كلّ سطر متصفّح يستطيع فتح حسابك الآن. لا نحفظ إلّا اليوم، وهل هو هاتف أم حاسوب.
identity-sessions-ended = خرج حسابك من ذلك المتصفّح.
identity-session-this = { $device } (هذا الجهاز)
identity-session-phone = هاتف
identity-session-computer = حاسوب
identity-session-unknown = متصفّح
identity-session-since = فُتح يوم
identity-session-seen = آخر استعمال
identity-session-end = أغلقيه هناك
