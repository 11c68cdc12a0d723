home-title = حقوقك وخطواتك بكلماتك
home-lead = جسور بوّابة لنساء الكاف: إجراءات خطوة بخطوة، ومكتبة، وأرقام، ومنتدى. تقرئين دون حساب، ولا أحد يعلم ماذا قرأتِ.
home-help-title = إن احتجتِ الآن إلى من يساعدك
home-help-more = كلّ أرقام المساعدة، وسلامتك هنا
home-sections-title = ما الموضوع؟
home-needed-title = الأكثر طلبًا
home-needed-empty = لم نختر إجراءات بعد. كلّ ما عندنا تجدينه في الأقسام وفي البحث.
home-figure-title = رقم اليوم
home-figure-more = انظري الجدول
home-library-title = الجديد في المكتبة
home-library-more = كلّ المكتبة
home-forum-title = الجديد في المنتدى
home-forum-more = إلى المنتدى
home-forum-empty = لم تسأل أيّ امرأة بعد. قد يفيد سؤالك امرأة أخرى.
home-library-empty = الرفوف تمتلئ شيئًا فشيئًا.
home-take-part-title = شاركي
home-take-part-name = اختاري اسمًا ليس اسمك. لا بريد إلكتروني ولا هاتف.
home-take-part-ask = اسألي أو أجيبي في المنتدى، بكلماتك.
home-take-part-wait = ما تكتبه العضوات الجديدات ينتظر حتّى يقرأه الفريق.
home-take-part-join = اختاري اسمًا
home-take-part-rules = كيف يعمل المنتدى
section-procedures-title = ما يمكنك فعله، خطوة بخطوة
section-articles-title = من المفيد أن تعرفي
section-library-title = في المكتبة
section-statistics-title = أرقام
section-forum-title = تحدّثي عنه
section-forum-text = اطرحي سؤالًا أو احكي ما ساعدك. ما تكتبه العضوات الجديدات ينتظر حتّى يقرأه الفريق.
section-forum-link = افتحي هذا الركن من المنتدى
kind-procedure = خطوات
kind-article = للقراءة
procedure-for-whom = لمن
procedure-where = أين تذهبين
procedure-cost = الكلفة
procedure-time = المدّة
procedure-steps = الخطوات
procedure-papers = الوثائق التي تحملينها معك
procedure-if-refused = إذا رفضوا
procedure-more = تفاصيل أخرى
sources-title = المصادر
article-tools-label = أدوات
article-same-section = في القسم نفسه
article-ask = اسألي في المنتدى
source-checked = تمّ التثبّت يوم { $date }
reading-minutes = القراءة في { $minutes ->
    [zero] أقلّ من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $digits } دقائق
    [many] { $digits } دقيقة
   *[other] { $digits } دقيقة
}
