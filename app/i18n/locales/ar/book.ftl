book-damaged = لا يمكن فتح هذا الكتاب هنا، لأنّ ملفّه تالف. ومع ذلك يمكنك الاحتفاظ بالملفّ.
book-locked = هذا الكتاب مقفل ولا يمكن فتحه هنا. ومع ذلك يمكنك الاحتفاظ بالملفّ.
book-part-damaged = لا يمكن عرض هذا الجزء من الكتاب. انتقلي إلى الجزء التالي أو احتفظي بالملفّ كاملا.
book-part-long = هذا الجزء من الكتاب أطول من أن تتّسع له صفحة. احتفظي بالملفّ كاملا لقراءته.
book-download = احتفظي بالكتاب كاملا
book-part = الجزء { $number }
book-part-of = الجزء { $number } من { $total }
book-previous = الجزء السابق
book-next = الجزء التالي
book-search-label = ابحثي في هذا الكتاب
book-found-title = في هذا الكتاب
book-found = { $count ->
    [zero] لا شيء في هذا الكتاب
    [one] جزء واحد من الكتاب
    [two] جزآن من الكتاب
    [few] { $digits } أجزاء من الكتاب
    [many] { $digits } جزءا من الكتاب
   *[other] { $digits } جزء من الكتاب
}
book-search-on = واصلي البحث انطلاقا من الجزء { $number }
book-search-back = عودة إلى الكتاب
book-look-title = شكل النصّ
book-look-usual = كالمعتاد
book-look-button = اعرضيه هكذا
book-size = حجم الحروف
book-size-large = كبير
book-size-larger = أكبر
book-leading = المسافة بين الأسطر
book-leading-wide = واسعة
book-contrast = التباين
book-contrast-more = قويّ
