search-title = البحث
search-again-label = البحث في كلّ الموقع
search-hint = مقالات ومكتبة وأرقام ومنتدى، بثلاث لغات. علامتا التنصيص « » تبحثان عن الكلمات كما هي تمامًا.
search-too-often = بحثتِ مرّات كثيرة خلال دقيقة واحدة. انتظري دقيقة ثمّ اضغطي الزرّ من جديد: كلماتكِ باقية في الخانة.
search-start-title = عمّ تبحثين؟
search-start-text = كلمة واحدة تكفي. لا يهمّ الشكل ولا الهمزات ولا الأخطاء الصغيرة.
search-count = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $digits } نتائج
    [many] { $digits } نتيجة
   *[other] { $digits } نتيجة
}
search-partly = لا يوجد نصّ فيه كلّ هذه الكلمات. في هذه النصوص بعضها.
search-kinds-label = نوع النتيجة
search-languages-label = لغة النصّ
search-languages-all = كلّ اللغات
search-at-page = في الصفحة { $number }
search-at-part = في الجزء { $number } من الكتاب
search-at-second = عند { $at }
search-at-heading = داخل النصّ
search-at-post = في جواب
search-elsewhere = بكلمات أخرى:
search-kind-all = الكلّ
search-kind-article = مقالات وإجراءات
search-kind-page = صفحات الموقع
search-kind-item = المكتبة
search-kind-dataset = الأرقام
search-kind-organisation = منظمات
search-kind-topic = المنتدى
search-all-of-kind = { $count ->
    [zero] عرض الكلّ
    [one] عرض النتيجة
    [two] عرض النتيجتين
    [few] عرض النتائج كلّها ({ $digits })
    [many] عرض النتائج كلّها ({ $digits })
   *[other] عرض النتائج كلّها ({ $digits })
}
search-first-shown = { $count ->
    [zero] لا نتائج معروضة. أضيفي كلمة لتضييق البحث.
    [one] النتيجة الأولى فقط معروضة. أضيفي كلمة لتضييق البحث.
    [two] النتيجتان الأوليان فقط معروضتان. أضيفي كلمة لتضييق البحث.
    [few] النتائج الأولى فقط معروضة ({ $digits }). أضيفي كلمة لتضييق البحث.
    [many] النتائج الأولى فقط معروضة ({ $digits }). أضيفي كلمة لتضييق البحث.
   *[other] النتائج الأولى فقط معروضة ({ $digits }). أضيفي كلمة لتضييق البحث.
}
search-empty-title = لم نجد شيئًا بهذه الكلمات
search-empty-text = جرّبي كلمات أقلّ، أو كلمة أخرى للمعنى نفسه. ويمكنك البدء من الأقسام أو السؤال في المنتدى.
search-suggestions = ربّما تقصدين:
search-empty-sections = إلى الأقسام
search-empty-forum = إلى المنتدى
search-offers-label = اقتراحات
search-offers-count = { $count ->
    [zero] لا اقتراحات
    [one] اقتراح واحد. تصلين إليه بأسهم لوحة المفاتيح.
    [two] اقتراحان. تصلين إليهما بأسهم لوحة المفاتيح.
    [few] { $digits } اقتراحات. تصلين إليها بأسهم لوحة المفاتيح.
    [many] { $digits } اقتراحًا. تصلين إليها بأسهم لوحة المفاتيح.
   *[other] { $digits } اقتراح. تصلين إليها بأسهم لوحة المفاتيح.
}
