package trapline.emulator.isa;

/** The operations of the Advanced SIMD forms, each with its mnemonic and what is written before the size of its elements. */
public final class SimdOps {
    /** The type of an operation's elements, as the mnemonic shows it. */
    enum ElementType {
        /** Signed or unsigned, by the U bit. */
        BY_U(""),
        /** Integers of either kind. */
        INTEGER("i"),
        /** Signed integers. */
        SIGNED("s"),
        /** Unsigned integers. */
        UNSIGNED("u"),
        /** Polynomials over {0, 1}. */
        POLYNOMIAL("p"),
        /** Single-precision. */
        FLOAT("f"),
        /** Any: only the size matters. */
        SIZE_ONLY(""),
        /** Bits: the size does not matter either. */
        NONE("");

        private final String letter;

        ElementType(String letter) {
            this.letter = letter;
        }

        /** The suffix of a mnemonic: a dot, the letter and the size in bits. */
        String suffix(boolean unsigned, int bits) {
            return switch (this) {
                case BY_U -> (unsigned ? ".u" : ".s") + bits;
                case INTEGER, SIGNED, UNSIGNED, POLYNOMIAL, FLOAT, SIZE_ONLY -> "." + letter + bits;
                case NONE -> "";
            };
        }
    }

    private SimdOps() {}

    /** Three registers of the same length, integers or bits (A7.4.1). */
    public enum ThreeSameOp {
        VHADD(ElementType.BY_U),
        VQADD(ElementType.BY_U),
        VRHADD(ElementType.BY_U),
        VAND(ElementType.NONE),
        VBIC(ElementType.NONE),
        VORR(ElementType.NONE),
        VORN(ElementType.NONE),
        VEOR(ElementType.NONE),
        VBSL(ElementType.NONE),
        VBIT(ElementType.NONE),
        VBIF(ElementType.NONE),
        VHSUB(ElementType.BY_U),
        VQSUB(ElementType.BY_U),
        VCGT(ElementType.BY_U),
        VCGE(ElementType.BY_U),
        VSHL(ElementType.BY_U),
        VQSHL(ElementType.BY_U),
        VRSHL(ElementType.BY_U),
        VQRSHL(ElementType.BY_U),
        VMAX(ElementType.BY_U),
        VMIN(ElementType.BY_U),
        VABD(ElementType.BY_U),
        VABA(ElementType.BY_U),
        VADD(ElementType.INTEGER),
        VSUB(ElementType.INTEGER),
        VTST(ElementType.SIZE_ONLY),
        VCEQ(ElementType.INTEGER),
        VMLA(ElementType.INTEGER),
        VMLS(ElementType.INTEGER),
        VMUL(ElementType.INTEGER),
        /** VMUL of polynomials. */
        VMULP(ElementType.POLYNOMIAL),
        VPMAX(ElementType.BY_U),
        VPMIN(ElementType.BY_U),
        VQDMULH(ElementType.SIGNED),
        VQRDMULH(ElementType.SIGNED),
        VPADD(ElementType.INTEGER);

        private static final ThreeSameOp[] ALL = values();

        final ElementType type;

        ThreeSameOp(ElementType type) {
            this.type = type;
        }

        /** By ordinal. */
        public static ThreeSameOp of(int ordinal) {
            return ALL[ordinal];
        }

        /** Shifts by a register name the value first and the amount second, which is Vn. */
        public boolean shiftsByRegister() {
            return this == VSHL || this == VQSHL || this == VRSHL || this == VQRSHL;
        }

        /** Whether neighbours within a register are combined, so that the lower half of the result comes from Vn. */
        public boolean isPairwise() {
            return this == VPMAX || this == VPMIN || this == VPADD;
        }
    }

    /** Three registers of the same length, single-precision (A7.4.1). */
    public enum ThreeSameFloatOp {
        VFMA,
        VFMS,
        VADD,
        VSUB,
        VPADD,
        VABD,
        VMLA,
        VMLS,
        VMUL,
        VCEQ,
        VCGE,
        VCGT,
        VACGE,
        VACGT,
        VMAX,
        VMIN,
        VPMAX,
        VPMIN,
        VRECPS,
        VRSQRTS;

        private static final ThreeSameFloatOp[] ALL = values();

        /** By ordinal. */
        public static ThreeSameFloatOp of(int ordinal) {
            return ALL[ordinal];
        }

        /** Whether neighbours within a register are combined. */
        public boolean isPairwise() {
            return this == VPADD || this == VPMAX || this == VPMIN;
        }
    }

    /** How long the registers of an operation with different lengths are. */
    public enum Lengths {
        /** Qd, Dn, Dm. */
        LONG,
        /** Qd, Qn, Dm. */
        WIDE,
        /** Dd, Qn, Qm. */
        NARROW
    }

    /** Three registers of different lengths (A7.4.2). */
    public enum ThreeDifferentOp {
        VADDL(ElementType.BY_U, Lengths.LONG),
        VADDW(ElementType.BY_U, Lengths.WIDE),
        VSUBL(ElementType.BY_U, Lengths.LONG),
        VSUBW(ElementType.BY_U, Lengths.WIDE),
        VADDHN(ElementType.INTEGER, Lengths.NARROW),
        VRADDHN(ElementType.INTEGER, Lengths.NARROW),
        VABAL(ElementType.BY_U, Lengths.LONG),
        VSUBHN(ElementType.INTEGER, Lengths.NARROW),
        VRSUBHN(ElementType.INTEGER, Lengths.NARROW),
        VABDL(ElementType.BY_U, Lengths.LONG),
        VMLAL(ElementType.BY_U, Lengths.LONG),
        VQDMLAL(ElementType.SIGNED, Lengths.LONG),
        VMLSL(ElementType.BY_U, Lengths.LONG),
        VQDMLSL(ElementType.SIGNED, Lengths.LONG),
        VMULL(ElementType.BY_U, Lengths.LONG),
        VQDMULL(ElementType.SIGNED, Lengths.LONG),
        /** VMULL of polynomials. */
        VMULLP(ElementType.POLYNOMIAL, Lengths.LONG);

        private static final ThreeDifferentOp[] ALL = values();

        final ElementType type;
        private final Lengths lengths;

        ThreeDifferentOp(ElementType type, Lengths lengths) {
            this.type = type;
            this.lengths = lengths;
        }

        /** By ordinal. */
        public static ThreeDifferentOp of(int ordinal) {
            return ALL[ordinal];
        }

        /** The lengths of its registers. */
        public Lengths lengths() {
            return lengths;
        }
    }

    /** Shifts by an immediate (A7.4.4). */
    public enum ShiftOp {
        VSHR(ElementType.BY_U),
        VSRA(ElementType.BY_U),
        VRSHR(ElementType.BY_U),
        VRSRA(ElementType.BY_U),
        VSRI(ElementType.SIZE_ONLY),
        VSHL(ElementType.SIGNED),
        VSLI(ElementType.SIZE_ONLY),
        VQSHLU(ElementType.SIGNED),
        VQSHL(ElementType.BY_U),
        VSHRN(ElementType.INTEGER),
        VRSHRN(ElementType.INTEGER),
        VQSHRUN(ElementType.SIGNED),
        VQRSHRUN(ElementType.SIGNED),
        VQSHRN(ElementType.BY_U),
        VQRSHRN(ElementType.BY_U),
        /** By 0 it is VMOVL. */
        VSHLL(ElementType.BY_U);

        private static final ShiftOp[] ALL = values();

        final ElementType type;

        ShiftOp(ElementType type) {
            this.type = type;
        }

        /** By ordinal. */
        public static ShiftOp of(int ordinal) {
            return ALL[ordinal];
        }

        /** Whether it shifts left. */
        public boolean isLeft() {
            return switch (this) {
                case VSHL, VSLI, VQSHLU, VQSHL, VSHLL -> true;
                case VSHR, VSRA, VRSHR, VRSRA, VSRI, VSHRN, VRSHRN, VQSHRUN, VQRSHRUN, VQSHRN, VQRSHRN -> false;
            };
        }

        /** Whether its result has half the size of its operand. */
        public boolean isNarrow() {
            return switch (this) {
                case VSHRN, VRSHRN, VQSHRUN, VQRSHRUN, VQSHRN, VQRSHRN -> true;
                case VSHR, VSRA, VRSHR, VRSRA, VSRI, VSHL, VSLI, VQSHLU, VQSHL, VSHLL -> false;
            };
        }
    }

    /** What is done with a modified immediate (A7.4.6). */
    public enum ImmediateOp {
        VMOV,
        /** VMOV of 64 bits: each bit of the immediate a byte. */
        VMOV_64,
        VMVN,
        VORR,
        VBIC;

        private static final ImmediateOp[] ALL = values();

        /** The operation for {@code cmode} and the op bit, which together are not 0b1111 and 1. */
        public static ImmediateOp of(int cmode, boolean op) {
            if (cmode >= 0b1100) {
                return !op ? VMOV : cmode == 0b1110 ? VMOV_64 : VMVN;
            }
            if ((cmode & 1) == 0) {
                return op ? VMVN : VMOV;
            }
            return op ? VBIC : VORR;
        }

        /** By ordinal. */
        public static ImmediateOp of(int ordinal) {
            return ALL[ordinal];
        }
    }

    /** Two registers, miscellaneous (A7.4.5). */
    public enum TwoOp {
        VREV64("vrev64", ElementType.SIZE_ONLY),
        VREV32("vrev32", ElementType.SIZE_ONLY),
        VREV16("vrev16", ElementType.SIZE_ONLY),
        VPADDL_S("vpaddl", ElementType.SIGNED),
        VPADDL_U("vpaddl", ElementType.UNSIGNED),
        VCLS("vcls", ElementType.SIGNED),
        VCLZ("vclz", ElementType.INTEGER),
        VCNT("vcnt", ElementType.SIZE_ONLY),
        VMVN("vmvn", ElementType.NONE),
        VPADAL_S("vpadal", ElementType.SIGNED),
        VPADAL_U("vpadal", ElementType.UNSIGNED),
        VQABS("vqabs", ElementType.SIGNED),
        VQNEG("vqneg", ElementType.SIGNED),
        VCGT_ZERO("vcgt", ElementType.SIGNED),
        VCGE_ZERO("vcge", ElementType.SIGNED),
        VCEQ_ZERO("vceq", ElementType.INTEGER),
        VCLE_ZERO("vcle", ElementType.SIGNED),
        VCLT_ZERO("vclt", ElementType.SIGNED),
        VABS_INT("vabs", ElementType.SIGNED),
        VNEG_INT("vneg", ElementType.SIGNED),
        VCGT_ZEROF("vcgt", ElementType.FLOAT),
        VCGE_ZEROF("vcge", ElementType.FLOAT),
        VCEQ_ZEROF("vceq", ElementType.FLOAT),
        VCLE_ZEROF("vcle", ElementType.FLOAT),
        VCLT_ZEROF("vclt", ElementType.FLOAT),
        VABS_FLOAT("vabs", ElementType.FLOAT),
        VNEG_FLOAT("vneg", ElementType.FLOAT),
        VSWP("vswp", ElementType.NONE),
        VTRN("vtrn", ElementType.SIZE_ONLY),
        VUZP("vuzp", ElementType.SIZE_ONLY),
        VZIP("vzip", ElementType.SIZE_ONLY),
        /** Its size here, and that of the other narrowing ones, is that of the result. */
        VMOVN("vmovn", ElementType.INTEGER),
        VQMOVUN("vqmovun", ElementType.SIGNED),
        VQMOVN_S("vqmovn", ElementType.SIGNED),
        VQMOVN_U("vqmovn", ElementType.UNSIGNED),
        /** VSHLL by the size of the elements. */
        VSHLL_MAX("vshll", ElementType.INTEGER),
        VCVT_TOHALF("vcvt.f16.f32", ElementType.NONE),
        VCVT_OFHALF("vcvt.f32.f16", ElementType.NONE),
        VRECPE_INT("vrecpe", ElementType.UNSIGNED),
        VRSQRTE_INT("vrsqrte", ElementType.UNSIGNED),
        VRECPE_FLT("vrecpe", ElementType.FLOAT),
        VRSQRTE_FLT("vrsqrte", ElementType.FLOAT),
        VCVT_OFS32("vcvt.f32.s32", ElementType.NONE),
        VCVT_OFU32("vcvt.f32.u32", ElementType.NONE),
        VCVT_TOS32("vcvt.s32.f32", ElementType.NONE),
        VCVT_TOU32("vcvt.u32.f32", ElementType.NONE);

        private static final TwoOp[] ALL = values();

        final String mnemonic;
        final ElementType type;

        TwoOp(String mnemonic, ElementType type) {
            this.mnemonic = mnemonic;
            this.type = type;
        }

        /** By ordinal. */
        public static TwoOp of(int ordinal) {
            return ALL[ordinal];
        }

        /** Whether it makes a D register from a Q register. */
        public boolean isNarrow() {
            return this == VMOVN || this == VQMOVUN || this == VQMOVN_S || this == VQMOVN_U || this == VCVT_TOHALF;
        }

        /** Whether it moves elements of both registers, which it both writes. */
        public boolean isPermutation() {
            return this == VSWP || this == VTRN || this == VUZP || this == VZIP;
        }

        /** Whether it compares with zero. */
        boolean comparesWithZero() {
            return name().contains("_ZERO");
        }

        /** Whether it makes a Q register from a D register. */
        public boolean isLong() {
            return this == VSHLL_MAX || this == VCVT_OFHALF;
        }
    }
}
