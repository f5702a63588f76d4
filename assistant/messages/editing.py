"""What the page says to editors of documents, in Vietnamese and in English. The script of the page fills the placeholders."""

from __future__ import annotations

EDITING_MESSAGES: dict[str, dict[str, str]] = {
    "editing_title": {"vi": "Thêm và sửa văn bản", "en": "Add and change documents"},
    # Sending files.
    "editing_drop": {"vi": "Kéo tệp vào đây, hoặc bấm để chọn tệp", "en": "Drop files here, or select them"},
    "editing_kinds": {
        "vi": "Word, PDF, Excel, OpenDocument, RTF, trang web lưu lại, tệp chữ; mỗi tệp không quá 100 MB. "
        "Tệp được đọc để xem trước, chưa thêm vào ngay.",
        "en": "Word, PDF, Excel, OpenDocument, RTF, saved web pages, text; at most 100 MB each. "
        "A file is read for you to look at first, and not added yet.",
    },
    "editing_release": {"vi": "Thả tệp để tải lên", "en": "Let go to send the files"},
    "editing_waits": {"vi": "Đang chờ đến lượt", "en": "Waiting its turn"},
    "editing_sending": {"vi": "Đang tải lên: {percent}%", "en": "Sending: {percent}%"},
    "editing_reading": {
        "vi": "Đang đọc văn bản… (bản quét ảnh có thể mất vài phút)",
        "en": "Reading the document… (a scan may take minutes)",
    },
    "editing_cancel": {"vi": "Hủy", "en": "Cancel"},
    "editing_drop_file": {"vi": "Bỏ tệp này", "en": "Drop this file"},
    "editing_send_again": {"vi": "Gửi lại", "en": "Send again"},
    "editing_too_large": {
        "vi": "Tệp lớn hơn 100 MB nên không gửi được. Hãy tách thành nhiều văn bản, hoặc giảm dung lượng ảnh rồi lưu lại.",
        "en": "The file has more than 100 MB and was not sent. Split it, or save it with smaller pictures.",
    },
    "editing_wrong_kind": {
        "vi": "Loại tệp này không đọc được. Hãy lưu lại thành .docx hoặc .pdf.",
        "en": "Files of this kind are not read. Save it as .docx or .pdf.",
    },
    "editing_lost": {
        "vi": "Mất kết nối khi đang tải lên; chưa có gì được thêm. Hãy kiểm tra mạng rồi gửi lại.",
        "en": "The connection was lost while sending; nothing was added. Check the network and send it again.",
    },
    # What was read of a file.
    "editing_preview": {"vi": "Đã đọc được, chưa thêm vào", "en": "Read, and not added yet"},
    "editing_refused": {"vi": "Không nhận được tệp này", "en": "This file is not taken"},
    "editing_clauses": {"vi": "{count} đoạn", "en": "{count:clause|clauses}"},
    "editing_pages": {"vi": "{count} trang", "en": "{count:page|pages}"},
    "editing_targets": {"vi": "{count} chỉ tiêu", "en": "{count:target|targets}"},
    "editing_duties": {"vi": "{count} nhiệm vụ", "en": "{count:duty|duties}"},
    "editing_shown": {"vi": "{shown} dòng đầu trong {count} dòng", "en": "the first {shown} of {count}"},
    "editing_headings": {
        "vi": "Chỉ nêu {shown} mục trong {count} đoạn; sau khi thêm vào thì xem được toàn văn.",
        "en": "Only {shown} of {count} clauses are listed; all of it can be read once it is added.",
    },
    "editing_warnings": {"vi": "Cần lưu ý", "en": "To be checked"},
    "editing_missing": {
        "vi": "Không thấy trong văn bản: {fields}. Nếu biết, hãy bổ sung.",
        "en": "Not found in the document: {fields}. Fill them in if you know them.",
    },
    "editing_no_clauses": {
        "vi": "Chỉ thấy rất ít nội dung. Hãy mở tệp kiểm tra trước khi thêm.",
        "en": "Very little was found in it. Open the file and check it before you add it.",
    },
    "editing_edit_card": {"vi": "Sửa thông tin", "en": "Correct this"},
    "editing_not_stated": {"vi": "không thấy ghi", "en": "not stated"},
    "editing_add": {"vi": "Thêm vào", "en": "Add it"},
    "editing_add_all": {"vi": "Thêm cả {count} văn bản", "en": "Add all {count} documents"},
    "editing_put_instead": {"vi": "Thay bản cũ", "en": "Put it in place"},
    "editing_alike_file": {
        "vi": "Tệp này đã có trong danh sách: “{title}”. Không cần thêm nữa.",
        "en": "This very file is there already: “{title}”. There is no need to add it.",
    },
    "editing_alike_number": {
        "vi": "Đã có văn bản cùng số: “{title}”.",
        "en": "A document of this number is there: “{title}”.",
    },
    "editing_alike_title": {
        "vi": "Đã có văn bản cùng tên: “{title}”.",
        "en": "A document of this title is there: “{title}”.",
    },
    "editing_as_version": {
        "vi": "Là bản mới của văn bản đó (bản cũ vẫn xem lại được)",
        "en": "It is a new version of that one (the old one stays readable)",
    },
    "editing_as_own": {"vi": "Là một văn bản khác", "en": "It is another document"},
    "editing_replaces": {
        "vi": "Thay cho “{title}” (bản cũ vẫn xem lại được).",
        "en": "In place of “{title}” (the old one stays readable).",
    },
    # Changing what is there.
    "editing_manage": {"vi": "Sửa, thay, gỡ", "en": "Change"},
    "editing_manage_one": {
        "vi": "Sửa, thay hoặc gỡ “{title}”",
        "en": "Change, replace or take out “{title}”",
    },
    "editing_close": {"vi": "Đóng", "en": "Close"},
    "editing_card": {"vi": "Thông tin văn bản", "en": "About the document"},
    "editing_card_hint": {
        "vi": "Chỉ sửa chỗ máy đọc sai. Tệp gốc không bị thay đổi; ô để trống nghĩa là văn bản không ghi.",
        "en": "Correct what was read wrongly. The file itself is not changed; an empty field means that the document has none.",
    },
    "editing_corrected": {"vi": "đã sửa bằng tay", "en": "corrected by a person"},
    "editing_take_back": {"vi": "Lấy lại như văn bản ghi", "en": "Back to what the document says"},
    "editing_save": {"vi": "Lưu thông tin", "en": "Save"},
    "editing_day": {"vi": "ngày/tháng/năm", "en": "day/month/year"},
    "editing_wrong_day": {
        "vi": "{field}: “{typed}” không phải là một ngày. Hãy viết ngày/tháng/năm, ví dụ 12/3/2027; "
        "nếu văn bản không ghi thì để trống.",
        "en": "{field}: “{typed}” is no day. Type day/month/year, such as 12/3/2027; "
        "leave it empty where the document states none.",
    },
    "editing_nothing": {"vi": "Chưa sửa ô nào.", "en": "No field was changed."},
    "editing_file": {"vi": "Bản mới của văn bản", "en": "A new version"},
    "editing_file_hint": {
        "vi": "Chọn tệp mới; bạn xem trước rồi mới thay. Bản cũ vẫn xem lại và so sánh được.",
        "en": "Choose the new file; you look at it before it takes the place. The old one stays readable and can be compared.",
    },
    "editing_choose": {"vi": "Chọn tệp mới", "en": "Choose the new file"},
    "editing_out": {"vi": "Gỡ văn bản", "en": "Take it out"},
    "editing_out_hint": {
        "vi": "Trợ lý không trả lời theo văn bản này nữa. Tệp được giữ lại, đưa trở lại lúc nào cũng được.",
        "en": "The assistant no longer answers from it. The file is kept and can be brought back at any time.",
    },
    "editing_withdraw": {"vi": "Gỡ văn bản này", "en": "Take this document out"},
    "editing_withdrawn": {"vi": "Văn bản đã gỡ ({count})", "en": "Taken out ({count})"},
    "editing_bring_back": {"vi": "Đưa trở lại", "en": "Bring it back"},
    "editing_delete": {"vi": "Xóa vĩnh viễn", "en": "Delete for good"},
    "editing_delete_sure": {
        "vi": "Xóa hẳn “{title}” cùng các bản cũ? Việc này không hoàn tác được.",
        "en": "Delete “{title}” and its earlier versions? This cannot be undone.",
    },
    "editing_keep": {"vi": "Không xóa", "en": "Keep it"},
    "editing_of_folder": {
        "vi": "Tệp nằm trong thư mục của cơ quan; người quản trị xóa ở đó.",
        "en": "Its file lies in the folder of the documents; who keeps the folder deletes it there.",
    },
    # What is under way and what was done.
    "editing_log": {"vi": "Nhật ký thay đổi", "en": "Changes"},
    "editing_log_empty": {"vi": "Chưa có thay đổi nào.", "en": "There are none yet."},
    "editing_history": {"vi": "Đã thay đổi", "en": "What was changed"},
    "editing_undo": {"vi": "Hoàn tác", "en": "Undo"},
    "editing_undo_one": {"vi": "Hoàn tác: {act}", "en": "Undo: {act}"},
    "editing_local": {"vi": "trên máy này", "en": "on this machine"},
    "editing_act_added": {"vi": "thêm", "en": "added"},
    "editing_act_replaced": {"vi": "thay bản mới", "en": "new version"},
    "editing_act_corrected": {"vi": "sửa thông tin", "en": "corrected"},
    "editing_act_withdrawn": {"vi": "gỡ", "en": "taken out"},
    "editing_act_undone": {"vi": "hoàn tác", "en": "undone"},
    "editing_act_deleted": {"vi": "xóa vĩnh viễn", "en": "deleted for good"},
    "editing_outcome_waiting": {"vi": "đang cập nhật", "en": "under way"},
    "editing_outcome_failed": {"vi": "không thành, đã trả lại như cũ", "en": "failed, and taken back"},
    "editing_waiting": {
        "vi": "Đã ghi nhận, đang chờ cập nhật: {acts}.",
        "en": "Noted, and waiting for the update: {acts}.",
    },
    "editing_stage_read": {
        "vi": "Đang cập nhật: đọc các văn bản… Trong lúc này trợ lý vẫn trả lời theo bản trước.",
        "en": "Updating: reading the documents… Meanwhile the assistant answers from the state before.",
    },
    "editing_stage_extract": {
        "vi": "Đang cập nhật: tách chỉ tiêu, nhiệm vụ… Trong lúc này trợ lý vẫn trả lời theo bản trước.",
        "en": "Updating: finding targets and duties… Meanwhile the assistant answers from the state before.",
    },
    "editing_stage_embed": {
        "vi": "Đang cập nhật: đưa vào {done}/{total} đoạn mới… Trong lúc này trợ lý vẫn trả lời theo bản trước.",
        "en": "Updating: indexing {done} of {total:new clause|new clauses}… "
        "Meanwhile the assistant answers from the state before.",
    },
    "editing_stage_write": {
        "vi": "Đang cập nhật: ghi dữ liệu… Trong lúc này trợ lý vẫn trả lời theo bản trước.",
        "en": "Updating: writing the index… Meanwhile the assistant answers from the state before.",
    },
    "editing_stage_verify": {
        "vi": "Đang cập nhật: kiểm tra lại… Trong lúc này trợ lý vẫn trả lời theo bản trước.",
        "en": "Updating: checking… Meanwhile the assistant answers from the state before.",
    },
    "editing_done_added": {"vi": "Đã thêm “{title}”.", "en": "“{title}” was added."},
    "editing_done_replaced": {
        "vi": "Đã thay bản mới của “{title}”.",
        "en": "The new version of “{title}” is in place.",
    },
    "editing_done_corrected": {"vi": "Đã lưu thông tin của “{title}”.", "en": "“{title}” was corrected."},
    "editing_done_withdrawn": {"vi": "Đã gỡ “{title}”.", "en": "“{title}” was taken out."},
    "editing_done_undone": {
        "vi": "Đã hoàn tác thay đổi của “{title}”.",
        "en": "The change of “{title}” was undone.",
    },
    "editing_done_deleted": {"vi": "Đã xóa vĩnh viễn “{title}”.", "en": "“{title}” was deleted for good."},
    "editing_failed": {
        "vi": "Chưa cập nhật được “{title}”: {reason} Mọi thứ vẫn như trước.",
        "en": "“{title}” was not changed: {reason} All is as before.",
    },
    "editing_open": {"vi": "Mở văn bản", "en": "Open it"},
    "editing_ask_about": {"vi": "Hỏi thử: tóm tắt văn bản này", "en": "Try it: summarise this document"},
    "editing_question": {"vi": "Tóm tắt {title}", "en": "Summarise {title}"},
    # Why something cannot be done, by the code of the error.
    "editing_error_not_an_editor": {
        "vi": "Bạn không có quyền thêm, sửa văn bản. Hãy hỏi người quản trị.",
        "en": "You may not add or change documents. Ask the administrator.",
    },
    "editing_error_sign_in_needed": {
        "vi": "Phiên đăng nhập đã hết hạn. Hãy tải lại trang và đăng nhập.",
        "en": "You are signed out. Load the page again and sign in.",
    },
    "editing_error_upload_refused": {
        "vi": "Không nhận được tệp này: tệp trống hoặc thuộc loại không đọc được.",
        "en": "This file is not taken: it is empty, or of a kind that is not read.",
    },
    "editing_error_upload_too_large": {
        "vi": "Tệp lớn hơn 100 MB. Hãy tách thành nhiều văn bản.",
        "en": "The file has more than 100 MB. Split it.",
    },
    "editing_error_no_room": {
        "vi": "Máy chủ hết chỗ lưu nên chưa nhận được; chưa có gì được thêm. Hãy báo cho người quản trị.",
        "en": "The disk of the server is full, so that nothing was added. Tell the administrator.",
    },
    "editing_error_unknown_upload": {
        "vi": "Tệp này không còn chờ nữa (đã thêm, đã bỏ, hoặc để quá một ngày). Hãy gửi lại nếu cần.",
        "en": "This file waits no longer: it was added, dropped, or waited for more than a day. Send it again.",
    },
    "editing_error_upload_not_ready": {
        "vi": "Tệp chưa đọc xong hoặc không đọc được.",
        "en": "The file is not read yet, or cannot be.",
    },
    "editing_error_changed_meanwhile": {
        "vi": "Người khác vừa thay đổi văn bản này. Hãy xem lại rồi quyết định.",
        "en": "Somebody else has just changed this document. Look at it again, then decide.",
    },
    "editing_error_change_refused": {
        "vi": "Không thực hiện được: tệp này đã có, hoặc đây là văn bản duy nhất, hoặc không còn gì để đổi.",
        "en": "This cannot be done: the file is there already, or it is the only document, or nothing is left to change.",
    },
    "editing_error_unknown_document": {
        "vi": "Văn bản này không còn trong danh sách. Hãy tải lại trang.",
        "en": "This document is not in the list any more. Load the page again.",
    },
    "editing_error_invalid_corpus": {
        "vi": "Có ô không đúng dạng (ngày viết như 12/3/2027, mỗi ô không quá 1.000 ký tự), hoặc tệp không đọc được.",
        "en": "A field is not as it should be (a date such as 12/3/2027, at most 1,000 characters), or the file cannot be read.",
    },
    "editing_error_too_slow": {
        "vi": "Tệp chưa đến đủ; chưa có gì được thêm. Hãy gửi lại.",
        "en": "The file did not arrive whole; nothing was added. Send it again.",
    },
    "editing_error_rate_limited": {
        "vi": "Có quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi một phút rồi thử lại.",
        "en": "There were too many requests. Wait a minute and try again.",
    },
    "editing_error_other": {
        "vi": "Có lỗi nên chưa thực hiện được; chưa có gì thay đổi. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị.",
        "en": "Something went wrong, and nothing was changed. Try again; if it happens again, tell the administrator.",
    },
    # Fields of a card that the viewer does not name.
    "editing_field_title": {"vi": "Tên văn bản", "en": "Title"},
    "editing_field_short_title": {"vi": "Tên gọi ngắn", "en": "Short name"},
    "editing_field_number": {"vi": "Số, ký hiệu", "en": "Number"},
    "editing_field_kind": {"vi": "Loại văn bản", "en": "Kind"},
    "editing_field_issuer": {"vi": "Cơ quan ban hành", "en": "Issued by"},
    "editing_field_date": {"vi": "Ngày ban hành", "en": "Date"},
    "editing_field_signer": {"vi": "Người ký", "en": "Signed by"},
    "editing_field_signer_office": {"vi": "Chức vụ người ký", "en": "Office of who signed"},
    "editing_field_place": {"vi": "Địa phương", "en": "Place"},
    "editing_field_status": {"vi": "Hiệu lực", "en": "Status"},
    "editing_field_seen_by": {
        "vi": "Chỉ cho nhóm (để trống: mọi người)",
        "en": "For these roles only (empty: for all)",
    },
    "editing_field_effective": {"vi": "Có hiệu lực từ ngày", "en": "In force from"},
    "editing_field_expires": {"vi": "Có hiệu lực đến hết ngày", "en": "In force until the end of"},
    "editing_status_force": {"vi": "Còn hiệu lực", "en": "In force"},
    "editing_status_ended": {"vi": "Hết hiệu lực", "en": "No longer in force"},
    "editing_status_draft": {"vi": "Dự thảo", "en": "Draft"},
}
