"""Every sentence of our own that an answer may hold, in Vietnamese and English; `phrases` fills them in."""

from __future__ import annotations

from assistant.messages.differences import DIFFERENCES
from assistant.messages.documents import DOCUMENTS
from assistant.messages.force import FORCE
from assistant.messages.talk import TALK

PHRASES: dict[str, tuple[str, str]] = {
    "clause": ("{where}: {text}", "{where}: “{text}”"),
    # A figure that the question states: right, wrong, right in part; whose it is; that no reason is given for it.
    "yes": ("**Đúng.** {text}", "**Yes.** {text}"),
    "no": ("**Không.** {text}", "**No.** {text}"),
    "partly": ("**Đúng một phần.** {text}", "**Partly.** {text}"),
    "of_other": ("Con số {figure} là của {text}", "The figure {figure} is that of {text}"),
    "no_reason": (
        "Văn bản không nêu lý do đặt ra các mức này.",
        "The documents state no reason for these levels.",
    ),
    "sum": (
        "Tổng cộng **{amount}** ({indicator}), cộng từ {parts}.",
        "In total **{amount}** (“{indicator}”), the sum of {parts}.",
    ),
    "clause_alone": ("{text}", "“{text}”"),
    "press_clause": (
        "Theo báo chí (tóm lược), {where}: {text}",
        "According to the press (our digest), {where}: “{text}”",
    ),
    "lead_reaches": ("{when}: {indicator} **{amount}**.", "{when}: “{indicator}” **{amount}**."),
    "lead_amount": ("{when}: **{amount}** ({indicator}).", "{when}: **{amount}** (“{indicator}”)."),
    "recipient": ("nơi nhận: **{recipient}**", "to **{recipient}**"),
    "quoted": ("{text}", "“{text}”"),
    "column_place": ("Nơi", "Where"),
    "column_indicator": ("Chỉ tiêu", "Target"),
    "column_period": ("Mốc thời gian", "Period"),
    "column_level": ("Mức", "Level"),
    "column_verdict": ("So sánh", "Compared"),
    "column_deadline": ("Thời hạn", "By when"),
    "column_body": ("Cơ quan, đơn vị", "Body"),
    "column_role": ("Vai trò", "Role"),
    "column_task": ("Nhiệm vụ", "Duty"),
    "column_number": ("TT", "No."),
    "column_content": ("Nội dung", "Content"),
    "without_figure": ("định tính", "qualitative"),
    "duties": (
        "{place} giao **{agency}** {count} nhiệm vụ:",
        "{place} gives **{agency}** {count:duty|duties}:",
    ),
    "duties_asked": (
        "Trong các nhiệm vụ {place} giao **{agency}**, {count} nhiệm vụ khớp với câu hỏi:",
        "Of the duties that {place} gives **{agency}**, {count:matches|match} the question:",
    ),
    "duties_together": (
        "{place} giao **{agency}** phối hợp thực hiện {count} nhiệm vụ:",
        "In {place}, **{agency}** works with others on {count:duty|duties}:",
    ),
    "difference": ("Chênh lệch (“{indicator}”): **{amount}**.", "Difference (“{indicator}”): **{amount}**."),
    "difference_of_two": (
        "Hai mức chênh nhau (tính từ hai văn bản): {greater} − {lesser} = **{amount}**.",
        "The two levels differ by (worked out from both documents): {greater} − {lesser} = **{amount}**.",
    ),
    "ratio_of_two": (
        "Tỷ lệ giữa hai mức (tính từ hai văn bản): {greater} : {lesser}, tức là gấp **{times} lần**.",
        "Ratio of the two levels (worked out from both documents): {greater} : {lesser}, **{times} times**.",
    ),
    "about": ("khoảng {number}", "about {number}"),
    "percentage_points": ("điểm phần trăm", "percentage points"),
    "register_targets": (
        "{where}: {count} chỉ tiêu{measure} trong bảng chỉ tiêu:",
        "{where}: {count:target|targets}{measure} in the register:",
    ),
    "measure_percent": (" nêu tỷ lệ phần trăm", " that state a percentage"),
    "measure_quantitative": (" định lượng", " with a figure"),
    "measure_qualitative": (" định tính (không nêu con số)", " without a figure"),
    "register_duties": (
        "{where}: {count} nhiệm vụ trong bảng phân công:",
        "{where}: {count:duty|duties} in the register:",
    ),
    "register_duties_asked": (
        "{where}: trong bảng phân công, {count} nhiệm vụ khớp với câu hỏi:",
        "{where}: of the duties in the register, {count:matches|match} the question:",
    ),
    "register_deadlines_asked": (
        "{where}: trong các nhiệm vụ có thời hạn, {count} nhiệm vụ khớp với câu hỏi:",
        "{where}: of the duties with a deadline, {count:matches|match} the question:",
    ),
    "register_deadlines": (
        "{where}: {count} nhiệm vụ có thời hạn:",
        "{where}: {count:duty|duties} with a deadline:",
    ),
    "register_duty": ("**{agency}** ({role}): {task}", "**{agency}** ({role}): {task}"),
    "record": ("{where}: {fields}. Nhiệm vụ: {task}", "{where}: {fields}. Duty: “{task}”"),
    "record_deadline": ("thời gian", "time"),
    "record_product": ("sản phẩm", "product"),
    "part_of": ("{indicator}, trong “{parent}”", "{indicator}, within “{parent}”"),
    "unsure": (" (chưa chắc chắn, hãy xem nguyên văn)", " (not certain, see the text)"),
    "list": ("{where}, “{heading}”, gồm {count} nội dung:", "{where}, “{heading}”, has {count:item|items}:"),
    "higher": (
        "{first} đặt mức cao hơn {second} ({first_amount} so với {second_amount}).",
        "{first} aims higher than {second} ({first_amount} against {second_amount}).",
    ),
    "equal": ("Hai bên đặt mức bằng nhau ({first_amount}).", "Both set the same level ({first_amount})."),
    "asks_more": (
        "{first} đặt yêu cầu cao hơn {second} ({first_amount} so với {second_amount}).",
        "{first} asks for more than {second} ({first_amount} against {second_amount}).",
    ),
    "not_comparable": (
        "Chưa so được {first} ({first_amount}) với {second} ({second_amount}): {reason}.",
        "{first} ({first_amount}) and {second} ({second_amount}) cannot be compared: {reason}.",
    ),
    "reason_unsure": (
        "việc đọc chỉ tiêu từ văn bản chưa chắc chắn",
        "reading the target from the text was not certain",
    ),
    "reason_several": (
        "một bên nêu chỉ tiêu này nhiều lần, với mức khác nhau",
        "one side states the indicator more than once, at different levels",
    ),
    "reason_wording": (
        "hai bên diễn đạt khác nhau, có thể không cùng một chỉ tiêu",
        "the two are worded differently and may not be the same indicator",
    ),
    "reason_wording_qualitative": (
        "chỉ tiêu định tính, hai bên diễn đạt khác nhau",
        "a target without a figure, worded differently",
    ),
    "reason_no_figure": ("một bên không nêu con số", "one side gives no figure"),
    "reason_other_unit": ("khác đơn vị tính: {first} và {second}", "different units: {first} and {second}"),
    "reason_other_base": (
        "tỷ lệ tính trên đối tượng khác nhau: {first_base} và {second_base}",
        "shares of different things: {first_base} and {second_base}",
    ),
    "reason_change": (
        "một bên là mức tăng hoặc giảm, bên kia là mức đạt được",
        "one is an increase or decrease, the other a level",
    ),
    "reason_bounds": (
        "“{first}” có thể thấp hơn, cũng có thể cao hơn “{second}”",
        "“{first}” may lie below or above “{second}”",
    ),
    "reason_direction": (
        "không rõ mức cao hơn hay thấp hơn là yêu cầu chặt hơn",
        "it is not known whether more or less is asked for",
    ),
    "no_base": ("không nêu", "not stated"),
    "compared": (
        "{sides} cùng nêu {count} chỉ tiêu{when}:",
        "Stated by {sides}{when}, in {count} of the targets:",
    ),
    "compared_none": (
        "{sides} không có chỉ tiêu nào cùng nêu{when}.",
        "{sides} state no target in common{when}.",
    ),
    "compared_lower": (
        "{place} đặt yêu cầu thấp hơn {others}{when} ở {count} chỉ tiêu:",
        "{place} asks for less than {others}{when} in {count} of the shared targets:",
    ),
    "compared_higher": (
        "{place} đặt yêu cầu cao hơn {others}{when} ở {count} chỉ tiêu:",
        "{place} asks for more than {others}{when} in {count} of the shared targets:",
    ),
    "compared_equal": (
        "{sides} đặt mức bằng nhau{when} ở {count} chỉ tiêu:",
        "{sides} set the same level{when} in {count} of the shared targets:",
    ),
    "compared_different": (
        "{sides} đặt mức khác nhau{when} ở {count} chỉ tiêu:",
        "{sides} set different levels{when} in {count} of the shared targets:",
    ),
    "compared_lower_none": (
        "Không có chỉ tiêu cùng nêu nào mà {place} đặt yêu cầu thấp hơn {others}{when}.",
        "There is no shared target in which {place} asks for less than {others}{when}.",
    ),
    "compared_higher_none": (
        "Không có chỉ tiêu cùng nêu nào mà {place} đặt yêu cầu cao hơn {others}{when}.",
        "There is no shared target in which {place} asks for more than {others}{when}.",
    ),
    "compared_equal_none": (
        "Không có chỉ tiêu nào mà {sides} đặt mức bằng nhau{when}.",
        "There is no target in which {sides} set the same level{when}.",
    ),
    "compared_different_none": (
        "Không có chỉ tiêu cùng nêu nào mà {sides} đặt mức khác nhau{when}.",
        "There is no shared target in which {sides} set different levels{when}.",
    ),
    "asked_about": (" về nội dung được hỏi", " on what is asked"),
    "no_targets": (
        "Các văn bản chính thức đã nạp không nêu chỉ tiêu nào của {place}.",
        "The official documents that are indexed state no target of {place}.",
    ),
    "no_document": (
        "Chưa có văn bản số {place} được nạp để so sánh.",
        "No document number {place} is indexed to compare with.",
    ),
    "too_many_sides": (
        "Có quá nhiều văn bản để đặt cạnh nhau. Hãy nêu các địa phương hoặc số văn bản cần so sánh.",
        "There are too many documents to set side by side. Please name the places or the numbers of the documents.",
    ),
    "compared_unclear": ("Chưa xếp được cao thấp:", "Which asks for more cannot be told:"),
    "compared_only": ("Chỉ {place} nêu{when}:", "Stated by {place} only{when}:"),
    "compared_only_none": (
        "Không có chỉ tiêu nào chỉ {place} nêu{when}.",
        "There is no target that {place} alone states{when}.",
    ),
    "compared_row": ("{indicator} – {levels}. {verdict}.", "“{indicator}” – {levels}. {verdict}."),
    "compared_said": ("{indicator} – {verdict}.", "“{indicator}” – {verdict}."),
    "compared_one": ("{indicator}: {level}.", "“{indicator}”: {level}."),
    "compared_part": ("{part} (thuộc: {whole})", "{part} (of: {whole})"),
    "level": ("{side}: {amount}", "{side}: {amount}"),
    "verdict_equal": ("Bằng nhau", "Equal"),
    "verdict_stricter": ("{side} đặt yêu cầu cao hơn", "{side} asks for more"),
    "verdict_stricter_than": ("{side} đặt yêu cầu cao hơn {first}", "{side} asks for more than {first}"),
    "verdict_looser": ("{first} đặt yêu cầu cao hơn", "{first} asks for more"),
    "verdict_looser_than": ("{side} đặt yêu cầu thấp hơn {first}", "{side} asks for less than {first}"),
    "verdict_equal_to": ("{side} bằng {first}", "{side} is equal to {first}"),
    "verdict_not_comparable": ("Chưa so được: {reason}", "Not comparable: {reason}"),
    "verdict_not_comparable_with": (
        "{side} chưa so được với {first}",
        "{side} cannot be compared with {first}",
    ),
    "mark_period": ("mốc {year}", "{year}"),
    "periods_of": ("{sides} của {place}", "{sides} of {place}"),
    "unsure_row": ("{text} (cần đối chiếu văn bản)", "{text} (to be checked against the document)"),
    "only_here": ("{place} không nêu nội dung này.", "{place} does not state this."),
    "absent": (
        "Không tìm thấy nội dung được hỏi ở {place}: văn bản không nêu, hoặc nêu bằng từ khác.",
        "What is asked was not found for {place}: the documents do not state it, or in other words.",
    ),
    "absent_everywhere": (
        "Không tìm thấy nội dung được hỏi: các văn bản đã nạp không nêu, hoặc nêu bằng từ khác.",
        "What is asked was not found: the indexed documents do not state it, or in other words.",
    ),
    "absent_period": (
        "Không tìm thấy nội dung này ở {place} cho {asked}; các mốc tìm thấy: {known}.",
        "This was not found for {place} {asked}; the periods found are {known}.",
    ),
    "absent_place": (
        "Chưa có văn bản nào của {place} được nạp; hiện có văn bản của {known}.",
        "No document of {place} is indexed; there are documents of {known}.",
    ),
    "absent_place_alone": (
        "Chưa có văn bản nào của {place} được nạp; các văn bản hiện có không ghi là của nơi nào.",
        "No document of {place} is indexed; those that are do not say which place they are of.",
    ),
    "absent_agency": (
        "{place} không giao nhiệm vụ riêng nào cho {agency}.",
        "{place} gives no duty of its own to {agency}.",
    ),
    "absent_agency_task": (
        "Không tìm thấy việc được hỏi trong các nhiệm vụ {place} giao {agency}.",
        "The task that is asked about was not found among those that {place} gives {agency}.",
    ),
    "absent_address": ("{place} không có {address}.", "There is no “{address}” in {place}."),
    "absent_address_everywhere": (
        "Không văn bản nào đã nạp có {address}.",
        "No indexed document has “{address}”.",
    ),
    "present_addresses": (
        "{address} của {place} chỉ có {present}.",
        "“{address}” of {place} has only {present}.",
    ),
    "present_in_document": ("{place} có {present}.", "{place} has {present}."),
    "several_clauses": ("{place} có {count} chỗ là {address}:", "{place} has “{address}” in {count} places:"),
    "several_documents": (
        "{count} văn bản có {address} ({names}). Hãy nêu rõ văn bản nào, chẳng hạn bằng số, ký hiệu.",
        "{count} documents have “{address}” ({names}). Please say which one is meant, for example by its number.",
    ),
    "unindexed": ("{document} chưa được nạp vào hệ thống.", "“{document}” itself is not indexed."),
    "cited_as": ("{where} dẫn văn bản này là {text}.", "{where} cites it as “{text}”."),
    "no_person": ("Không văn bản nào đã nạp nêu tên {person}.", "No indexed document names {person}."),
    "mentioned_by": ("Có dẫn chiếu đến văn bản này: {where}.", "It is referred to by {where}."),
    "wrong_value": (
        "Văn bản không nêu con số {value} cho nội dung được hỏi.",
        "The documents do not state the figure {value} for what is asked.",
    ),
    "common_duty": (
        "Nhiệm vụ chung – {where}, {agency}: {text}",
        "A duty of all departments – {where}, {agency}: “{text}”",
    ),
    "nearest": ("Có thể liên quan – {where}: {text}", "Possibly related – {where}: “{text}”"),
    "not_all_read": (
        "Hệ thống đang bận nên chưa đọc kỹ hết các điều khoản; hãy đối chiếu kỹ hơn thường lệ.",
        "There was no time to read all clauses; check the sources more carefully than usual.",
    ),
    "possible": (
        "Không chắc đây là điều được hỏi. Có thể liên quan – {where}: {text}",
        "This may not be what is asked. Possibly related – {where}: “{text}”",
    ),
    "elsewhere": (
        "Nội dung này có ở văn bản khác – {where}: {text}",
        "Another document does state it – {where}: “{text}”",
    ),
    "out_of_scope": (
        "Không tìm thấy nội dung này trong các văn bản đã nạp: văn bản không nêu, hoặc nêu bằng từ khác.",
        "This was not found in the indexed documents: they do not state it, or in other words.",
    ),
    "ambiguous": (
        "Chưa rõ câu hỏi muốn hỏi về nội dung nào. Hãy nêu chỉ tiêu, nhiệm vụ, đơn vị, địa phương hoặc mốc thời gian.",
        "It is not clear what is asked. Please name an indicator, a task, a body, a place or a period.",
    ),
    # What a turn leaves open that points to the turns before it.
    "which_place": (
        "Chưa rõ câu hỏi về địa phương nào. Có thể hỏi về: {choices}.",
        "It is not clear which place is meant. It may be: {choices}.",
    ),
    "which_place_open": (
        "Chưa rõ câu hỏi về địa phương nào. Hãy nêu tên tỉnh hoặc thành phố.",
        "It is not clear which place is meant. Please name the province or city.",
    ),
    "which_period": (
        "Chưa rõ câu hỏi về mốc thời gian nào. Các mốc được nêu: {choices}.",
        "It is not clear which period is meant. The periods stated are: {choices}.",
    ),
    "which_period_open": (
        "Chưa rõ câu hỏi về mốc thời gian nào. Hãy nêu năm hoặc giai đoạn.",
        "It is not clear which period is meant. Please name the year or the period.",
    ),
    "which_body_open": (
        "Chưa rõ câu hỏi về cơ quan nào. Hãy nêu tên cơ quan.",
        "It is not clear which body is meant. Please name it.",
    ),
    "which_item": (
        "Danh sách vừa nêu có {choices} mục. Hãy chọn một trong số đó.",
        "The list above has {choices} items. Please choose one of them.",
    ),
    "former_place": ("{former} nay thuộc {place}.", "{former} is now part of {place}."),
    "press_only": (
        "Nguồn là tóm lược tin báo chí, không phải văn bản chính thức.",
        "The source is a digest of press reports, not an official document.",
    ),
    # What became of the chat model's part.
    "model_failed": (
        "Mô hình ngôn ngữ {why}; câu trả lời là nguyên văn các điều khoản.",
        "The chat model {why}; the answer is the clauses word for word.",
    ),
    "model_rest": (
        "Mô hình ngôn ngữ {why}; phần còn lại là nguyên văn các điều khoản.",
        "The chat model {why}; the rest is the clauses word for word.",
    ),
    "model_busy": ("đang bận", "is busy"),
    "model_resting": ("tạm ngừng vì vừa gặp lỗi", "is paused after errors"),
    "model_silent": ("không trả lời kịp", "did not answer in time"),
    "model_slow": ("không trả lời xong kịp", "did not finish in time"),
    "model_unreachable": ("không kết nối được", "cannot be reached"),
    "model_broken": ("bị ngắt giữa chừng", "broke off"),
    "model_unusable": ("không đưa ra câu nào dùng được", "gave no usable sentence"),
    "model_too_long": ("không nhận hết được nguồn vì quá dài", "cannot take sources this long"),
    "model_replaced": (
        "Đã thay {count} câu của mô hình ngôn ngữ bằng nguyên văn điều khoản vì nguồn không nêu như vậy.",
        "Sentences of the chat model that gave way to the clause itself, since the sources do not bear them out: {count}.",
    ),
    "model_dropped": (
        "Đã bỏ {count} câu của mô hình ngôn ngữ vì nguồn không nêu như vậy.",
        "Sentences of the chat model that were left out, since the sources do not bear them out: {count}.",
    ),
    "model_done": (
        "Câu nói như việc đã làm xong: “{words}”. Nguồn chỉ nêu việc phải làm.",
        "The sentence says that it is done: “{words}”. The source says what is to be done.",
    ),
    "model_compares": (
        "Câu tự so sánh: “{words}”. Chỉ nêu từng bên đặt ra điều gì.",
        "The sentence compares by itself: “{words}”. Only say what each side lays down.",
    ),
    # What became of lines that the check left out.
    "left_out": (
        "Đã bỏ {count} dòng có con số không đối chiếu được với văn bản.",
        "Lines that were left out, since their figures could not be found in the document: {count}.",
    ),
    "unread": (
        "Chưa đọc được chắc chắn con số được hỏi từ văn bản.",
        "The figure that is asked about could not be read from the document with certainty.",
    ),
    "doubtful_figure": (
        "Con số có dấu “�” chứa ký tự ẩn đổi chiều viết: hãy đối chiếu với bản gốc.",
        "A figure marked “�” holds a hidden control of the writing direction: check it against the original.",
    ),
    **DOCUMENTS,
    **DIFFERENCES,
    **FORCE,
    **TALK,
    "more": ("Còn {count} nội dung khác, xem trong văn bản.", "{count} more, see the document."),
}
