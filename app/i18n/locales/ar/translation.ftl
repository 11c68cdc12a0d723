# $language (String) - a language, in itself
translation-stale = تغيّر النصّ في اللغة التالية منذ ذلك الحين: { $language }. لم تُجدَّد هذه الترجمة بعد.
# $language (String) - a language, in itself
translation-stale-from = ترجمة قديمة، تغيّر الأصل: { $language }
translation-title = الترجمات
translation-lead = ما ينقص في كلّ لغة وما لم يعد يتبع أصله.
translation-stale-list = ترجمات يجب تجديدها
translation-missing-list = نصوص غير مترجمة
translation-none = لا شيء.
# $from (String) - a language, in itself
# $to (String) - a language, in itself
translation-page = ترجمة: { $from } ← { $to }
translation-field-title = العنوان
translation-field-summary = الملخّص
translation-field-source = النصّ
translation-field-note = ملاحظة للفريق
translation-field-from = الأصل المترجَم
translation-stands = ما هو محفوظ الآن
translation-unsaved = لديك نصّ لم تحفظيه بعد. أتمّيه أو احذفيه أوّلا حتّى لا يضيع منه شيء.
# $before (String) - number of a revision
# $now (String) - number of a revision
translation-changes = ما تغيّر في الأصل من النسخة { $before } إلى النسخة { $now }
# $number (String) - number of a step
translation-step = الخطوة { $number }
translation-take-sources = خذي مصادر الأصل بأرقامها
translation-save = احفظي الترجمة
