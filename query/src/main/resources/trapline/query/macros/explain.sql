-- macro explain(event, session := 0)
-- One event in plain words: what every field says, and for a trap to Hyp mode what the syndrome says.
--
-- topic VARCHAR: what it is about
-- value VARCHAR: the value
-- meaning VARCHAR: what that means
SELECT x.topic, x.value, x.meaning
FROM (
    SELECT 0 AS place, 'event' AS topic, e.kind AS value, 'event ' || e.seq || ' of the log' AS meaning
    FROM events AS e
    WHERE e.session_id = session AND e.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT 1, 'icount', CAST(e.icount AS VARCHAR), 'tick'
    FROM events AS e
    WHERE e.session_id = session AND e.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT 2, 'cpu', CAST(e.cpu AS VARCHAR), 'physical CPU'
    FROM events AS e
    WHERE e.session_id = session AND e.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT 3, 'vm', CAST(e.vm_id AS VARCHAR), coalesce(v.name, 'no VM') || coalesce(', vCPU ' || e.vcpu_id, '')
    FROM events AS e
    LEFT JOIN vms AS v ON v.session_id = e.session_id AND v.vm_id = e.vm_id
    WHERE e.session_id = session AND e.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT
        4,
        'pc',
        hx(e.pc),
        coalesce(
            (
                SELECT s.name || printf('+0x%x', e.pc - s.addr)
                FROM symbols AS s
                WHERE s.session_id = session
                    AND s.vm_id IS NOT DISTINCT FROM e.vm_id
                    AND s.addr <= e.pc
                    AND (s.size = 0 OR e.pc < s.addr + s.size)
                ORDER BY s.addr DESC, s.size DESC, s.name
                LIMIT 1
            ),
            'address of the instruction'
        )
    FROM events AS e
    WHERE e.session_id = session AND e.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT 10 + f.place, f.field, f.value, f.meaning
    FROM event_fields AS f
    WHERE f.session_id = session AND f.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT 30 + b.place, b.topic, b.value, b.meaning
    FROM (
        SELECT t.*, unnest([
            {
                'place': 0,
                'topic': 'HSR.EC',
                'value': printf('0x%02x', t.ec),
                'meaning': CASE t.ec
                    WHEN 1 THEN 'WFI or WFE that would have waited (HCR.TWI, HCR.TWE)'
                    WHEN 3 THEN 'MCR or MRC access to CP15'
                    WHEN 4 THEN 'MCRR or MRRC access to CP15'
                    WHEN 5 THEN 'MCR or MRC access to CP14'
                    WHEN 6 THEN 'LDC or STC access to CP14'
                    WHEN 7 THEN 'access to a coprocessor, VFP or Advanced SIMD (HCPTR)'
                    WHEN 8 THEN 'VMRS of an ID register (HCR.TID0, HCR.TID3)'
                    WHEN 9 THEN 'Jazelle instruction'
                    WHEN 10 THEN 'BXJ (HSTR.TJDBX)'
                    WHEN 12 THEN 'MRRC access to CP14'
                    WHEN 17 THEN 'SVC taken to Hyp mode (HCR.TGE)'
                    WHEN 18 THEN 'HVC: hypervisor call'
                    WHEN 19 THEN 'SMC that was trapped (HCR.TSC)'
                    WHEN 32 THEN 'Prefetch Abort routed to Hyp mode: a stage-2 fault of an instruction fetch'
                    WHEN 33 THEN 'Prefetch Abort taken from Hyp mode'
                    WHEN 36 THEN 'Data Abort routed to Hyp mode: a stage-2 fault of a load or store'
                    WHEN 37 THEN 'Data Abort taken from Hyp mode'
                    WHEN 0 THEN 'unknown reason'
                END || ' (ARM DDI 0406C B3.13.6)'
            },
            {
                'place': 1,
                'topic': 'HSR.IL',
                'value': CAST((t.hsr >> 25) & 1 AS VARCHAR),
                'meaning': CASE WHEN (t.hsr >> 25) & 1 = 1 THEN 'a 32-bit instruction' ELSE 'a 16-bit instruction, or not valid' END
            },
            CASE WHEN t.fsc IS NOT NULL THEN {
                'place': 2,
                'topic': 'HSR.ISS.FSC',
                'value': printf('0x%02x', t.fsc),
                'meaning': CASE t.fsc >> 2
                    WHEN 1 THEN 'translation fault, level ' || (t.fsc & 3)
                    WHEN 2 THEN 'access flag fault, level ' || (t.fsc & 3)
                    WHEN 3 THEN 'permission fault, level ' || (t.fsc & 3)
                    WHEN 4 THEN 'external abort'
                    WHEN 5 THEN 'external abort on a translation table walk, level ' || (t.fsc & 3)
                    ELSE 'other fault, such as alignment (0x21) or debug (0x22)'
                END
            } END,
            CASE WHEN t.ec IN (36, 37) THEN {
                'place': 3,
                'topic': 'HSR.ISS.WnR',
                'value': CAST((t.iss >> 6) & 1 AS VARCHAR),
                'meaning': CASE WHEN t.wnr THEN 'a write' ELSE 'a read' END
            } END,
            CASE WHEN t.ec IN (36, 37) THEN {
                'place': 4,
                'topic': 'HSR.ISS.ISV',
                'value': CAST((t.iss >> 24) & 1 AS VARCHAR),
                'meaning': CASE
                    WHEN (t.iss >> 24) & 1 = 1
                        THEN 'the access is described: ' || (1 << ((t.iss >> 22) & 3)) || ' byte(s), register r' || ((t.iss >> 16) & 15)
                    ELSE 'the instruction has to be decoded'
                END
            } END,
            CASE WHEN t.s1ptw IS NOT NULL THEN {
                'place': 5,
                'topic': 'HSR.ISS.S1PTW',
                'value': CASE WHEN t.s1ptw THEN '1' ELSE '0' END,
                'meaning': CASE WHEN t.s1ptw THEN 'met by a stage-1 translation table walk' ELSE 'met by the access itself' END
            } END,
            CASE WHEN t.ec IN (3, 5, 8) THEN {
                'place': 6,
                'topic': 'HSR.ISS',
                'value': hx(t.iss),
                'meaning': CASE WHEN t.iss & 1 = 1 THEN 'MRC' ELSE 'MCR' END
                    || ' p' || CASE t.ec WHEN 3 THEN '15' WHEN 5 THEN '14' ELSE '10' END
                    || ', ' || ((t.iss >> 14) & 7)
                    || ', r' || ((t.iss >> 5) & 15)
                    || ', c' || ((t.iss >> 10) & 15)
                    || ', c' || ((t.iss >> 1) & 15)
                    || ', ' || ((t.iss >> 17) & 7)
            } END,
            CASE WHEN t.ec IN (4, 12) THEN {
                'place': 7,
                'topic': 'HSR.ISS',
                'value': hx(t.iss),
                'meaning': CASE WHEN t.iss & 1 = 1 THEN 'MRRC' ELSE 'MCRR' END
                    || ' p' || CASE t.ec WHEN 4 THEN '15' ELSE '14' END
                    || ', ' || ((t.iss >> 16) & 15)
                    || ', r' || ((t.iss >> 5) & 15)
                    || ', r' || ((t.iss >> 10) & 15)
                    || ', c' || ((t.iss >> 1) & 15)
            } END,
            CASE WHEN t.ec IN (17, 18) THEN {
                'place': 8,
                'topic': 'HSR.ISS.imm16',
                'value': hx(t.iss & 65535),
                'meaning': 'immediate of the instruction'
            } END
        ]) AS b
        FROM traps AS t
        WHERE t.session_id = session AND t.seq = CAST(event AS BIGINT) AND t.hsr IS NOT NULL
    )
    WHERE b IS NOT NULL
    UNION ALL
    SELECT
        50,
        'mode',
        t.mode,
        'taken from ' || t.mode || ' mode to ' || CASE t.target WHEN 'PL2' THEN 'Hyp mode (PL2)' ELSE 'PL1' END
    FROM traps AS t
    WHERE t.session_id = session AND t.seq = CAST(event AS BIGINT)
    UNION ALL
    SELECT 51, 'outcome', t.outcome, coalesce('ended ' || t.dur || ' ticks later, at tick ' || t.icount_end, 'no end is known')
    FROM traps AS t
    WHERE t.session_id = session AND t.seq = CAST(event AS BIGINT)
) AS x
ORDER BY x.place
