/* What a compiler makes of floating point and of vectors: results in bits, and the cumulative exceptions after each part. */
#include "guest.h"
#include <arm_neon.h>

/* Parts are functions of their own, so that main itself uses no register before it has enabled them. */
#define PART static __attribute__((noinline))

static void enable(void)
{
    MCR(0, 1, 0, 2, 0x00f00000); /* CPACR: coprocessors 10 and 11 */
    ISB();
    __asm__ volatile("vmsr fpexc, %0" ::"r"(1u << 30));
}

static u32 fpscr(void)
{
    u32 v;
    __asm__ volatile("vmrs %0, fpscr" : "=r"(v));
    return v;
}

static void set_fpscr(u32 v) { __asm__ volatile("vmsr fpscr, %0" ::"r"(v)); }

static void show_double(const char *what, double d)
{
    union {
        double d;
        u32 w[2];
    } u = {d};
    print(what);
    print_hex(u.w[1]);
    print_hex(u.w[0]);
    putch('\n');
}

static void show_float(const char *what, float f)
{
    union {
        float f;
        u32 w;
    } u = {f};
    line_hex(what, u.w);
}

static void end_of(const char *part)
{
    print(part);
    line_hex(" fpscr ", fpscr() & 0x080000ff);
    set_fpscr(fpscr() & ~0x080000ffu);
}

static double root(double x) { return __builtin_sqrt(x); }

PART void doubles(void)
{
    volatile double one = 1, three = 3, huge = 1e300, tiny = 1e-300;
    double sum = 0, product = one, e = 1, term = 1;
    for (int k = 1; k <= 40; k++) {
        sum += one / k;
        product *= one + one / (three * k);
        term /= k;
        e += term;
    }
    show_double("harmonic ", sum);
    show_double("product ", product);
    show_double("e ", e);
    show_double("root of 3 ", root(three));
    end_of("doubles");
    show_double("overflow ", huge * huge);
    show_double("underflow ", tiny * tiny);
    show_double("infinity ", one / (three - 3));
    show_double("invalid ", root(-three));
    end_of("exceptions");
}

PART void floats(void)
{
    volatile float x = 0.1f;
    volatile u32 big = 0xfffffff1;
    volatile int negative = -123456789;
    float sum = 0;
    for (int k = 0; k < 1000; k++)
        sum = __builtin_fmaf(sum, 0.9990234375f, x);
    show_float("fused ", sum);
    show_float("of unsigned ", (float)big);
    show_float("of signed ", (float)negative);
    line_hex("to signed ", (u32)(int)(sum * -1000.7f));
    line_hex("to unsigned ", (u32)(sum * 1000.7f));
    show_double("to double ", sum);
    line_dec("less ", x < sum);
    end_of("floats");
}

PART void rounding(void)
{
    for (u32 mode = 0; mode < 4; mode++) {
        set_fpscr(mode << 22);
        volatile float one = 1, ten = 10;
        show_float("tenth ", one / ten);
        show_float("minus tenth ", -one / ten);
        end_of("mode");
    }
    set_fpscr(1 << 24);
    volatile float small = 1.5e-38f, half = 0.5f;
    show_float("flushed ", small * half);
    end_of("flush to zero");
    set_fpscr(0);
}

static u8 pixels[3 * 64], planes[3][64];
static float vector[64];

PART void vectors_of_integers(void)
{
    for (u32 i = 0; i < sizeof pixels; i++)
        pixels[i] = (u8)(i * 37 + (i >> 3));
    for (u32 i = 0; i < 64; i += 8) {
        uint8x8x3_t rgb = vld3_u8(pixels + 3 * i);
        vst1_u8(planes[0] + i, vqadd_u8(rgb.val[0], rgb.val[1]));
        vst1_u8(planes[1] + i, vabd_u8(rgb.val[1], rgb.val[2]));
        vst1_u8(planes[2] + i, vrhadd_u8(rgb.val[2], rgb.val[0]));
        uint8x8x2_t table = {{rgb.val[0], rgb.val[1]}};
        rgb.val[0] = vtbl2_u8(table, vshr_n_u8(rgb.val[2], 4));
        vst3_u8(pixels + 3 * i, rgb);
    }
    u32 hash = 0;
    for (u32 i = 0; i < 64; i++)
        hash = hash * 31 + planes[0][i] + planes[1][i] * 3u + planes[2][i] * 7u + pixels[3 * i];
    line_hex("planes ", hash);
    uint64x2_t sum = vdupq_n_u64(0);
    for (u32 i = 0; i < 64; i += 16)
        sum = vpadalq_u32(sum, vpaddlq_u16(vpaddlq_u8(vld1q_u8(planes[0] + i))));
    line_dec("sum ", (u32)(vgetq_lane_u64(sum, 0) + vgetq_lane_u64(sum, 1)));
    int16x4_t a = vdup_n_s16(-32768);
    line_hex("doubled product ", (u32)vget_lane_s16(vqdmulh_s16(a, a), 2));
    end_of("vectors of integers");
}

PART void vectors_of_floats(void)
{
    float32x4_t x = vdupq_n_f32(1), step = vdupq_n_f32(1.03125f), sum = vdupq_n_f32(0);
    for (u32 i = 0; i < 64; i += 4) {
        x = vmulq_f32(x, step);
        vst1q_f32(vector + i, x);
        sum = vmlaq_f32(sum, x, vcvtq_f32_u32(vdupq_n_u32(i)));
    }
    float32x2_t pair = vpadd_f32(vget_low_f32(sum), vget_high_f32(sum));
    show_float("sum of products ", vget_lane_f32(vpadd_f32(pair, pair), 0));
    float32x4_t estimate = vrecpeq_f32(x);
    estimate = vmulq_f32(estimate, vrecpsq_f32(x, estimate));
    show_float("reciprocal ", vgetq_lane_f32(estimate, 3));
    line_hex("to fixed ", (u32)vgetq_lane_s32(vcvtq_n_s32_f32(x, 20), 1));
    line_hex("greater ", vgetq_lane_u32(vcgtq_f32(x, step), 0));
    end_of("vectors of floats");
}

int main(void)
{
    enable();
    doubles();
    floats();
    rounding();
    vectors_of_integers();
    vectors_of_floats();
    return 0;
}
