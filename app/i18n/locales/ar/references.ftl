references-note = مصدر
# $number (String) - number of the source
# $time (String) - which of the places
references-back = عودي إلى النصّ: المصدر { $number }، الموضع { $time }
# $version (String) - number of a version
references-version = النسخة { $version }
references-gone = هذا المصدر غير متوفّر
references-newer = توجد معطيات أحدث
references-cited-by = نصوص تستشهد به
references-kind = النوع
references-target = ما يُستشهد به
references-add-title = إضافة مصدر من الموقع
# $number (String) - number of the source
references-added = أُضيف المصدر { $number } إلى ما تكتبين. أشيري إليه في النصّ هكذا: [^{ $number }]
references-nothing = لم نجد شيئا بهذه الكلمات.
references-to-form = إلى استمارة النصّ
references-item = المكتبة
references-dataset = أرقام
references-article = نصّ
references-locator = الموضع: صفحة (ص. 12) أو دقيقة (12:40) أو خانة
# $number (String) - number of the source
references-add = أضيفيه مصدرا رقم { $number }
