-- macro share_audit(session := NULL)
-- Shared pages, and the borrower's stage-2 faults on them after they were taken back or unmapped.
--
-- share_id INTEGER: share id
-- owner VARCHAR: name of the owner
-- borrower VARCHAR: name of the borrower
-- ipa_borrower BIGINT hex: where the borrower had it
-- icount_shared BIGINT: tick of the offer
-- icount_gone BIGINT: tick at which the borrower lost it; NULL when it still has it
-- faults_after BIGINT: the borrower's stage-2 faults on the page after that
-- first_fault_seq BIGINT: the first of them, a row of traps
SELECT
    s.share_id,
    coalesce(any_value(a.name), 'vm' || any_value(s.owner_vm)) AS owner,
    coalesce(any_value(b.name), 'vm' || any_value(s.borrower_vm)) AS borrower,
    s.ipa_borrower,
    any_value(s.icount_shared) AS icount_shared,
    any_value(least(s.icount_unmapped, s.icount_reclaimed)) AS icount_gone,
    count(t.seq) AS faults_after,
    min(t.seq) AS first_fault_seq
FROM shares AS s
LEFT JOIN vms AS a ON a.session_id = s.session_id AND a.vm_id = s.owner_vm
LEFT JOIN vms AS b ON b.session_id = s.session_id AND b.vm_id = s.borrower_vm
LEFT JOIN traps AS t
    ON t.session_id = s.session_id
    AND t.vm_id = s.borrower_vm
    AND t.ipa & ~4095 = s.ipa_borrower
    AND t.reason IN ('DABT', 'IABT')
    AND t.icount >= least(s.icount_unmapped, s.icount_reclaimed)
WHERE session IS NULL OR s.session_id = session
GROUP BY s.session_id, s.seq, s.share_id, s.borrower_vm, s.ipa_borrower
ORDER BY s.session_id, s.seq
