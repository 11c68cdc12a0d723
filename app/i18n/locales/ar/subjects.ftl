subjects-title = المواضيع
subjects-lead = عمّ تتحدث الوثائق. لا تظهر الأسماء الأخرى للقارئات، لكن من تبحث عن أحدها تجد ما تحت الاسم.
subjects-none = لا يوجد موضوع بعد.
subjects-name = الاسم
subjects-others = أسماء أخرى
subjects-items = الوثائق
subjects-count = { $count ->
    [zero] لا وثيقة
    [one] وثيقة واحدة
    [two] وثيقتان
    [few] { $digits } وثائق
    [many] { $digits } وثيقة
   *[other] { $digits } وثيقة
}
subjects-new = أضيفي موضوعًا
subjects-change = غيّري موضوعًا
subjects-hint = يكفي اسم بلغة واحدة. واسم آخر واحد في كل سطر.
subjects-field-label = الاسم ({ $language })
subjects-field-others = أسماء أخرى ({ $language })
subjects-field-broader = جزء من
subjects-no-broader = لا شيء: قائم بذاته
subjects-save = احفظي
subjects-done-save = حُفظ الموضوع. وما يتحدث عنه يُعثر عليه تحت أسمائه.
subjects-action = غيّرت موضوعًا من المكتبة
subjects-delete = احذفي هذا الموضوع
subjects-delete-lead = لا يُحذف إلا موضوع لا تتناوله أيّ وثيقة وليس له فرع.
subjects-delete-submit = احذفيه
subjects-done-delete = حُذف الموضوع.
subjects-delete-conflict = غيّره أحد. انظري إلى ما هو عليه الآن، ثم قرّري من جديد.
