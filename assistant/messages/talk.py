"""What is said to turns that ask nothing of the documents, by their act, and to those about the last answer."""

from __future__ import annotations

TALK: dict[str, tuple[str, str]] = {
    "talk_greeting": (
        "Xin chào. Bạn muốn tra cứu nội dung nào trong {count} văn bản đã nạp? Gõ “hướng dẫn” để xem cách hỏi.",
        "Hello. What would you like to look up in the {count:indexed document|indexed documents}? Type “help” to see how to ask.",
    ),
    "talk_thanks": ("Không có gì. Bạn cứ hỏi tiếp khi cần.", "You are welcome. Ask on whenever you need to."),
    "talk_farewell": ("Tạm biệt, hẹn gặp lại.", "Goodbye, and until next time."),
    "talk_acknowledgement": (
        "Vâng. Bạn cần tra cứu gì tiếp?",
        "All right. What would you like to look up next?",
    ),
    "talk_pause": (
        "Vâng, bạn cứ xem. Khi cần, hãy hỏi tiếp.",
        "Of course, take your time. Ask on when you are ready.",
    ),
    "talk_praise": (
        "Cảm ơn bạn. Bạn cần tra cứu gì tiếp?",
        "Thank you. What would you like to look up next?",
    ),
    "talk_complaint": (
        (
            "Rất tiếc vì câu trả lời chưa đạt yêu cầu. Điểm nào chưa đúng hoặc còn thiếu: con số, cơ quan, thời hạn hay"
            " văn bản? Hãy hỏi lại kèm điểm đó; để báo lỗi, bấm “Sai” hoặc “Thiếu nguồn” dưới câu trả lời trên trang "
            "hỏi đáp."
        ),
        (
            "I am sorry that the answer was not good enough. Which point is wrong or missing: a figure, a body, a "
            "deadline, a document? Please ask again with that point; to report a mistake, press “Wrong” or “Missing "
            "source” below the answer on the page."
        ),
    ),
    "talk_slow": (
        "Xin lỗi vì đã để bạn phải đợi. Bạn cứ hỏi tiếp; nếu vẫn chậm, hãy báo người quản trị.",
        "I am sorry that you had to wait. Please ask on; if it stays slow, tell whoever runs the assistant.",
    ),
    "talk_long": (
        (
            "Xin lỗi vì câu trả lời dài; xin ghi nhận góp ý. Gõ “ngắn gọn” để rút câu trả lời trước còn một câu, hoặc thêm "
            "“trong 3 ý” vào câu hỏi."
        ),
        (
            "I am sorry that the answer was long; thank you for saying so. Type “in short” to have it in one sentence, or add "
            "“in 3 points” to a question."
        ),
    ),
    "talk_missing": (
        (
            "Xin lỗi vì chưa tìm được điều bạn cần: có thể văn bản không nêu, hoặc nêu bằng từ khác. Hãy thử hỏi bằng từ khác, "
            "hoặc hỏi “có những văn bản nào?” để xem tra được ở đâu."
        ),
        (
            "I am sorry that I have not found what you need: the documents may not state it, or in other words. Please try other "
            "words, or ask “which documents are there?” to see where I look."
        ),
    ),
    "talk_identity": (
        (
            "Tôi là trợ lý hỏi đáp chính sách: một chương trình máy tính tra cứu {count} văn bản đã nạp, có dẫn điều "
            "khoản."
        ),
        (
            "I am the policy assistant: a computer program that looks things up in the "
            "{count:indexed document|indexed documents} and cites clauses."
        ),
    ),
    "talk_abilities": (
        (
            "Tôi tra cứu mục tiêu, nhiệm vụ, cơ quan thực hiện, thời hạn trong {count} văn bản đã nạp, có dẫn điều "
            "khoản. Ví dụ:"
        ),
        (
            "I look up targets, duties, bodies and deadlines in the {count:indexed document|indexed documents} and cite the "
            "clauses. For example:"
        ),
    ),
    "talk_how": (
        (
            "Gõ không dấu, hỏi tiếp (“còn … thì sao?”), hỏi tiếng Anh đều được. Hỏi “có những văn bản nào?” để xem danh"
            " sách."
        ),
        (
            "You can go on from a question (“what about …?”), and ask in Vietnamese too. “List the documents” tells "
            "what is indexed."
        ),
    ),
    "talk_documents": ("Có {count} văn bản đã nạp:", "Documents that are indexed: {count}."),
    "talk_more_documents": ("và {count} văn bản khác", "and {count} more"),
    "talk_number": ("số {number}", "no. {number}"),
    "talk_date": ("ngày {date}", "{date}"),
    "talk_without_status": (
        "Hồ sơ của {count} văn bản chưa ghi tình trạng hiệu lực.",
        "The records of {count} of them do not state whether they are in force.",
    ),
    "talk_citing": (
        (
            "Số trong ngoặc vuông sau mỗi ý dẫn đến điều khoản. Trên trang hỏi đáp, dưới mỗi nguồn có sẵn dòng “Dẫn "
            "chiếu” (điểm, khoản, mục, số và ngày văn bản, cơ quan ban hành) để chép vào văn bản của bạn."
        ),
        (
            "The number in brackets behind each statement leads to its clause. On the page, every source has a line "
            "“Cite as” (clause, number and date of the document, issuer) that you can copy into your text."
        ),
    ),
    "talk_exporting": (
        (
            "Trên trang hỏi đáp, nút “Xuất Word” lưu cả cuộc hỏi đáp kèm nguồn; bảng chỉ tiêu, bảng phân công và so "
            "sánh xuất được ra tệp để in. Ở cửa sổ lệnh, các lệnh liệt kê có tùy chọn --out."
        ),
        (
            "On the page, “Export to Word” saves the conversation with its sources; the tables of targets, duties and "
            "comparisons can be exported to files and printed. On the command line, the commands that list rows have "
            "the option --out."
        ),
    ),
    "talk_freshness": (
        (
            "Tôi chỉ trả lời theo {count} văn bản đã nạp, trong đó {official} văn bản chính thức{newest}; không biết gì"
            " ngoài các văn bản đó. Câu trả lời dùng để tra cứu, không thay văn bản gốc. Hỏi “có những văn bản nào?” để"
            " xem ngày và tình trạng hiệu lực."
        ),
        (
            "I answer from the {count:indexed document|indexed documents} only, of which {official:is|are} official{newest}, "
            "and know nothing besides. Answers are for looking things up and do not replace the originals. “List the documents” "
            "tells their dates and status."
        ),
    ),
    "talk_newest": (" (mới nhất ban hành ngày {date})", " (the newest of {date})"),
    # What it does not do, and what it does instead.
    "talk_general": (
        (
            "Việc này nằm ngoài phạm vi: tôi không tính toán, không kể chuyện, không biết thời tiết hay kiến thức "
            "chung, chỉ tra cứu {count} văn bản đã nạp."
        ),
        (
            "That is beyond me: I do no sums, tell no stories and know no weather or general facts; I look things up in"
            " the {count:indexed document|indexed documents}."
        ),
    ),
    "talk_drafting": (
        (
            "Tôi không soạn thảo văn bản. Tôi nêu nguyên văn điều khoản kèm dẫn chiếu để bạn đưa vào bài; trên trang "
            "hỏi đáp, nút “Xuất Word” lưu các câu trả lời và nguồn thành tệp."
        ),
        (
            "I do not write texts. I quote clauses with their citations for you to build on; on the page, “Export to "
            "Word” saves the answers and their sources to a file."
        ),
    ),
    "talk_translating": (
        (
            "Tôi không dịch văn bản: nội dung dẫn luôn giữ nguyên văn tiếng Việt. Nếu hỏi bằng tiếng Anh, lời dẫn sẽ "
            "bằng tiếng Anh."
        ),
        (
            "I do not translate: what is quoted stays in the Vietnamese of the document. A question in English is "
            "answered in English around it."
        ),
    ),
    "talk_opinion": (
        (
            "Tôi không nêu ý kiến, không khuyên và không xếp hạng; tôi chỉ cho biết văn bản quy định gì và đặt các chỉ "
            "tiêu cạnh nhau để bạn cân nhắc."
        ),
        (
            "I give no opinion or advice and rank nothing; I tell what the documents lay down and set targets side by "
            "side for you to weigh."
        ),
    ),
    "talk_prediction": (
        "Tôi không dự đoán kết quả; tôi chỉ cho biết văn bản đặt ra mục tiêu gì, cho năm nào và giao ai thực hiện.",
        "I do not predict; I tell what the documents aim at, by when, and who is to do it.",
    ),
    "talk_personal": (
        (
            "Tôi không tra cứu thông tin riêng của cá nhân (điện thoại, địa chỉ, thu nhập, tuổi). Tôi có thể cho biết "
            "cơ quan nào phụ trách việc gì."
        ),
        (
            "I do not look up private details of a person (phone, address, income, age). I can tell which body is "
            "responsible for what."
        ),
    ),
    "talk_legal": (
        (
            "Tôi không tư vấn pháp lý cho trường hợp cụ thể; tôi chỉ nêu nguyên văn quy định trong các văn bản đã nạp. "
            "Hãy hỏi cơ quan có thẩm quyền hoặc luật sư."
        ),
        (
            "I give no legal advice on a case; I only quote what the indexed documents lay down. Please ask the "
            "competent authority or a lawyer."
        ),
    ),
    "talk_acting": (
        (
            "Tôi không gửi thư, gọi điện, đặt lịch hay làm thủ tục thay bạn. Tôi cho biết việc gì phải làm, gửi đến "
            "đâu, trước ngày nào; bảng thời hạn xuất được ra tệp lịch."
        ),
        (
            "I send, call, book and submit nothing for you. I tell what is to be done, to whom it goes and by when; the"
            " deadlines can be exported as a calendar."
        ),
    ),
    "talk_unclear": (
        "Chưa rõ bạn muốn hỏi gì. Hãy viết thành một câu, ví dụ:",
        "It is not clear what you mean. Please write it as a question, for example:",
    ),
    "talk_instead": ("Gõ “hướng dẫn” để xem có thể hỏi gì.", "Type “help” to see what can be asked."),
    # About the last answer.
    "last_none": (
        "Chưa có câu trả lời nào ở trên để xem lại. Mời bạn đặt câu hỏi, ví dụ:",
        "There is no answer above to go back to. Please ask a question, for example:",
    ),
    "last_checked": ("Văn bản ghi nguyên văn như sau:", "This is what the document says, word for word:"),
    "last_unchanged": ("Đã tra lại, kết quả không đổi:", "Looked up again, with the same result:"),
    "last_confirmed": ("Đúng, văn bản ghi {stated}.", "Yes, the document says {stated}."),
    "last_period_confirmed": (
        "Đúng, văn bản ghi nội dung này cho mốc **{stated}**.",
        "Yes, the document says this of **{stated}**.",
    ),
    "last_period_denied": (
        "Văn bản ghi nội dung này cho mốc **{stated}**, không phải {value}.",
        "The document says this of **{stated}**, not {value}.",
    ),
    "last_elsewhere": (
        "Văn bản ghi {stated}; con số {value} có trong điều khoản nhưng thuộc nội dung khác.",
        "The document says {stated}; {value} stands in the clause too, but of something else.",
    ),
    "last_denied": ("Văn bản ghi {stated}, không phải {value}.", "The document says {stated}, not {value}."),
    "of_other_day": ("Ngày {figure} là của {text}", "The day {figure} is that of {text}"),
    "last_unstated": (
        "Điều khoản được dẫn không nêu con số {value}.",
        "The clauses that were cited do not state {value}.",
    ),
    "last_rest": ("Nội dung liên quan chưa nêu ở trên:", "Related clauses that were not shown above:"),
    "last_left": (
        "Còn {count} nội dung chưa nêu ở trên; xem đủ trong văn bản hoặc xuất bảng ra tệp.",
        "{count:more was|more were} not shown; see the document, or export the table.",
    ),
    "more_questions": (
        "Lượt hỏi này có {count} câu hỏi; trợ lý trả lời {answered} câu đầu. Hãy hỏi tiếp những câu còn lại.",
        "This turn asks {count} questions; the first {answered:is|are} answered. Please ask the others next.",
    ),
    "last_items": ("Tiếp theo, từ mục thứ {first} trong số {count}:", "From item {first} of {count} on:"),
    "last_on": ("Còn {count} mục nữa; gõ “tiếp” để xem.", "{count} more; type “more” to see them."),
    "last_complete": (
        "Đó là tất cả: đã nêu đủ {count} nội dung.",
        "That was all: {count} of {count} shown.",
    ),
    "last_all": (
        "Không tìm thấy thêm điều khoản nào cho câu hỏi trước: văn bản không nêu thêm, hoặc nêu bằng từ khác.",
        "No other clause was found for your last question: the documents state no more, or in other words.",
    ),
    "last_sources": ("Câu trả lời trước dẫn từ:", "The last answer cites:"),
    "last_source": ("{document}: {addresses}.", "{document}: {addresses}."),
    "last_page": (" (trang {page})", " (page {page})"),
    "last_uncited": ("Câu trả lời trước không dẫn điều khoản nào.", "The last answer cites no clause."),
    "last_pages": (
        "Vị trí nêu theo mục, điều, khoản; văn bản đã nạp không có số trang.",
        "Places are given by section and clause; the indexed texts have no page numbers.",
    ),
    "last_issuer": ("{document}: do **{issuer}** ban hành.", "{document}: issued by **{issuer}**."),
    "last_outlet": ("{document}: báo **{issuer}** đăng.", "{document}: published by **{issuer}**."),
    "last_no_outlet": (
        "{document}: bản tóm lược không ghi tên báo.",
        "{document}: the digest does not name the newspaper.",
    ),
    "last_no_issuer": (
        "{document}: văn bản đã nạp không ghi cơ quan ban hành.",
        "{document}: the indexed text does not state who issued it.",
    ),
    "last_clauses": ("Điều khoản đã dẫn ở câu trả lời trước:", "Clauses that the last answer cites:"),
    "last_no_body": (
        "Điều khoản vừa dẫn của {place} không nêu đơn vị nào chủ trì.",
        "The clause of {place} that was just cited states no body that is in charge.",
    ),
}
