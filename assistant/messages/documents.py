"""What is said of documents as a whole: facts about them, and the labels and headings of their summaries."""

from __future__ import annotations

DOCUMENTS: dict[str, tuple[str, str]] = {
    "fact_number": ("{name}: số **{number}**.", "{name}: no. **{number}**."),
    "fact_no_number": (
        "{name}: tệp văn bản đã nạp không ghi số, ký hiệu.",
        "{name}: the indexed file states no number.",
    ),
    "fact_date": ("{name}: ngày **{date}**.", "{name}: dated **{date}**."),
    "fact_no_date": (
        "{name}: tệp văn bản đã nạp không ghi ngày ban hành.",
        "{name}: the indexed file states no date.",
    ),
    "fact_issuer": ("{name}: do **{issuer}** ban hành.", "{name}: issued by **{issuer}**."),
    "fact_no_issuer": (
        "{name}: tệp văn bản đã nạp không ghi cơ quan ban hành.",
        "{name}: the indexed file does not state who issued it.",
    ),
    "fact_signer": (
        "{name}: người ký là **{signer}**, {office}.",
        "{name}: signed by **{signer}**, {office}.",
    ),
    "fact_signed_for": ("Ký thay **{of}**.", "In the place of **{of}**."),
    "fact_signed_behalf": ("Thay mặt **{of}**.", "On behalf of **{of}**."),
    "fact_no_signer": (
        "{name}: tệp văn bản đã nạp không có phần chữ ký, nên không rõ ai ký.",
        "{name}: the indexed file has no signature, so it does not say who signed.",
    ),
    "fact_author": ("{name}: {text}", "{name}: “{text}”"),
    "fact_no_author": (
        "{name}: bài đã nạp không ghi người viết hay nguồn đăng.",
        "{name}: the indexed digest names neither author nor source.",
    ),
    "fact_recipients": ("{name}, nơi nhận: {recipients}.", "{name}, recipients: {recipients}."),
    "fact_no_recipients": (
        "{name}: tệp văn bản đã nạp không ghi nơi nhận.",
        "{name}: the indexed file states no recipients.",
    ),
    "fact_grounds": ("{name}, căn cứ ban hành:", "{name}, what it is based on:"),
    "fact_no_grounds": (
        "{name}: văn bản không nêu căn cứ ban hành.",
        "{name} does not state what it is based on.",
    ),
    "fact_replaces": (
        "{name}, nội dung thay thế, sửa đổi hoặc bãi bỏ:",
        "{name}, what it replaces, amends or repeals:",
    ),
    "fact_no_replaces": (
        "{name}: văn bản không nêu việc thay thế, sửa đổi hay bãi bỏ văn bản nào.",
        "{name} does not say that it replaces, amends or repeals any document.",
    ),
    "fact_force": ("{name}: {text}", "{name}: “{text}”"),
    "fact_status": ("{name}, tình trạng: {status}.", "{name}, status: {status}."),
    "fact_no_force": (
        "{name}: văn bản không ghi ngày có hiệu lực; tình trạng hiệu lực cần đối chiếu ở cơ quan ban hành.",
        "{name} does not state from when it is in force; ask the issuer for its status.",
    ),
    "fact_sections": (
        "{name} có {count} phần chính: {titles}.",
        "{name} has {count:main section|main sections}: {titles}.",
    ),
    "fact_article": ("{name} có {count} điều: {titles}.", "{name} has {count:article|articles}: {titles}."),
    "fact_no_article": ("{name}: văn bản không chia theo điều.", "{name} is not divided into articles."),
    "fact_appendix": ("{name} có {count} phụ lục: {titles}.", "{name} has {count:annex|annexes}: {titles}."),
    "fact_no_appendix": (
        "{name}: tệp văn bản đã nạp không có phụ lục nào.",
        "{name}: the indexed file has no annex.",
    ),
    "fact_title": ("Tên đầy đủ: {title}.", "Full title: {title}."),
    "fact_card": ("**{title}**", "**{title}**"),
    "fact_counts": (
        "Bảng chỉ tiêu có {targets} dòng, bảng phân công có {duties} nhiệm vụ.",
        "The register has {targets} targets and {duties} duties.",
    ),
    "summary_of": ("**Tóm tắt: {title}**", "**Summary: {title}**"),
    "summary_section": ("{where}, “{title}”, nội dung chính:", "{where}, “{title}”, main points:"),
    "summary_none": (
        "Không tóm tắt được {title}: văn bản không có mục, điều hay đoạn nào đọc được.",
        "“{title}” cannot be summarised: no section or paragraph of it could be read.",
    ),
    "which_document": (
        "Có {count} văn bản được hỏi đến. Hãy nêu rõ văn bản nào, chẳng hạn bằng địa phương, số hoặc tên:",
        "The question is about {count} documents. Please name one by its place, number or title:",
    ),
    "summary_carried_out": (
        "Văn bản đã nạp có tên nhắc đến văn bản này: {names}. Nội dung chính như sau.",
        "Indexed documents that name it in their title: {names}. Their main points follow.",
    ),
    "summary_purpose": ("Mục đích", "Purpose"),
    "summary_requirements": ("Yêu cầu, nguyên tắc", "Requirements"),
    "summary_objective": ("Mục tiêu", "Objective"),
    "summary_targets": ("Chỉ tiêu", "Targets"),
    "summary_force": ("Hiệu lực", "In force"),
    "summary_terms": ("Từ ngữ", "Terms"),
    "summary_reporting": ("Báo cáo", "Reporting"),
    "summary_funding": ("Kinh phí", "Funding"),
    "summary_organisation": ("Tổ chức thực hiện", "Who carries it out"),
    "summary_execution": ("Thi hành", "Execution"),
    "summary_time": ("Thời gian", "Time"),
    "summary_scope": ("Phạm vi, đối tượng", "Scope"),
    "summary_situation": ("Tình hình", "Situation"),
    "summary_continued": ("{label} (tiếp theo)", "{label} (continued)"),
}
