-- Names by number, used while the tables are filled: PSCI (ARM DEN 0022), and registers of the emulated devices.
-- The microvisor's own hypercalls and errors are added from HypercallNumber and HypercallError.
CREATE TEMP TABLE hypercall_names (fn BIGINT, name VARCHAR, psci BOOLEAN);
INSERT INTO hypercall_names
SELECT 2214592512 + n, 'psci_' || name, TRUE
FROM (
    VALUES (0, 'version'), (1, 'cpu_suspend'), (2, 'cpu_off'), (3, 'cpu_on'), (4, 'affinity_info'), (5, 'migrate'),
        (6, 'migrate_info_type'), (7, 'migrate_info_up_cpu'), (8, 'system_off'), (9, 'system_reset'), (10, 'features')
) AS psci (n, name);

CREATE TEMP TABLE hypercall_errors (number INTEGER, name VARCHAR, psci BOOLEAN);
INSERT INTO hypercall_errors
SELECT n, name, TRUE
FROM (
    VALUES (-1, 'NOT_SUPPORTED'), (-2, 'INVALID_PARAMETERS'), (-3, 'DENIED'), (-4, 'ALREADY_ON'), (-5, 'ON_PENDING'),
        (-6, 'INTERNAL_FAILURE'), (-7, 'NOT_PRESENT'), (-8, 'DISABLED')
) AS psci (n, name);

-- A register, or an array of registers when step is not 0 (bytes from one to the next): its first and last offset.
CREATE TEMP TABLE device_registers (device VARCHAR, "first" INTEGER, "last" INTEGER, step INTEGER, name VARCHAR);
INSERT INTO device_registers VALUES
    -- GICv2 distributor, ARM IHI 0048B 4.1.2
    ('GICD', 0, 3, 0, 'GICD_CTLR'), ('GICD', 4, 7, 0, 'GICD_TYPER'), ('GICD', 8, 11, 0, 'GICD_IIDR'),
    ('GICD', 128, 255, 4, 'GICD_IGROUPR'), ('GICD', 256, 383, 4, 'GICD_ISENABLER'),
    ('GICD', 384, 511, 4, 'GICD_ICENABLER'), ('GICD', 512, 639, 4, 'GICD_ISPENDR'),
    ('GICD', 640, 767, 4, 'GICD_ICPENDR'), ('GICD', 768, 895, 4, 'GICD_ISACTIVER'),
    ('GICD', 896, 1023, 4, 'GICD_ICACTIVER'), ('GICD', 1024, 2043, 4, 'GICD_IPRIORITYR'),
    ('GICD', 2048, 3067, 4, 'GICD_ITARGETSR'), ('GICD', 3072, 3327, 4, 'GICD_ICFGR'),
    ('GICD', 3584, 3839, 4, 'GICD_NSACR'), ('GICD', 3840, 3843, 0, 'GICD_SGIR'),
    ('GICD', 3856, 3871, 4, 'GICD_CPENDSGIR'), ('GICD', 3872, 3887, 4, 'GICD_SPENDSGIR'),
    ('GICD', 4048, 4095, 4, 'GICD_ID'),
    -- PL011, ARM DDI 0183
    ('PL011', 0, 3, 0, 'UARTDR'), ('PL011', 4, 7, 0, 'UARTRSR'), ('PL011', 24, 27, 0, 'UARTFR'),
    ('PL011', 32, 35, 0, 'UARTILPR'), ('PL011', 36, 39, 0, 'UARTIBRD'), ('PL011', 40, 43, 0, 'UARTFBRD'),
    ('PL011', 44, 47, 0, 'UARTLCR_H'), ('PL011', 48, 51, 0, 'UARTCR'), ('PL011', 52, 55, 0, 'UARTIFLS'),
    ('PL011', 56, 59, 0, 'UARTIMSC'), ('PL011', 60, 63, 0, 'UARTRIS'), ('PL011', 64, 67, 0, 'UARTMIS'),
    ('PL011', 68, 71, 0, 'UARTICR'), ('PL011', 72, 75, 0, 'UARTDMACR'), ('PL011', 4064, 4079, 4, 'UARTPeriphID'),
    ('PL011', 4080, 4095, 4, 'UARTPCellID'),
    -- PL031, ARM DDI 0224
    ('PL031', 0, 3, 0, 'RTCDR'), ('PL031', 4, 7, 0, 'RTCMR'), ('PL031', 8, 11, 0, 'RTCLR'),
    ('PL031', 12, 15, 0, 'RTCCR'), ('PL031', 16, 19, 0, 'RTCIMSC'), ('PL031', 20, 23, 0, 'RTCRIS'),
    ('PL031', 24, 27, 0, 'RTCMIS'), ('PL031', 28, 31, 0, 'RTCICR'), ('PL031', 4064, 4079, 4, 'RTCPeriphID'),
    ('PL031', 4080, 4095, 4, 'RTCPCellID'),
    -- PL061, ARM DDI 0190
    ('PL061', 0, 1023, 0, 'GPIODATA'), ('PL061', 1024, 1027, 0, 'GPIODIR'), ('PL061', 1028, 1031, 0, 'GPIOIS'),
    ('PL061', 1032, 1035, 0, 'GPIOIBE'), ('PL061', 1036, 1039, 0, 'GPIOIEV'), ('PL061', 1040, 1043, 0, 'GPIOIE'),
    ('PL061', 1044, 1047, 0, 'GPIORIS'), ('PL061', 1048, 1051, 0, 'GPIOMIS'), ('PL061', 1052, 1055, 0, 'GPIOIC'),
    ('PL061', 1056, 1059, 0, 'GPIOAFSEL'), ('PL061', 4064, 4079, 4, 'GPIOPeriphID'),
    ('PL061', 4080, 4095, 4, 'GPIOPCellID'),
    -- virtio-mmio, Virtual I/O Device 1.1, 4.2.2
    ('VIRTIO_MMIO', 0, 3, 0, 'MagicValue'), ('VIRTIO_MMIO', 4, 7, 0, 'Version'), ('VIRTIO_MMIO', 8, 11, 0, 'DeviceID'),
    ('VIRTIO_MMIO', 12, 15, 0, 'VendorID'), ('VIRTIO_MMIO', 16, 19, 0, 'DeviceFeatures'),
    ('VIRTIO_MMIO', 20, 23, 0, 'DeviceFeaturesSel'), ('VIRTIO_MMIO', 32, 35, 0, 'DriverFeatures'),
    ('VIRTIO_MMIO', 36, 39, 0, 'DriverFeaturesSel'), ('VIRTIO_MMIO', 48, 51, 0, 'QueueSel'),
    ('VIRTIO_MMIO', 52, 55, 0, 'QueueNumMax'), ('VIRTIO_MMIO', 56, 59, 0, 'QueueNum'),
    ('VIRTIO_MMIO', 68, 71, 0, 'QueueReady'), ('VIRTIO_MMIO', 80, 83, 0, 'QueueNotify'),
    ('VIRTIO_MMIO', 96, 99, 0, 'InterruptStatus'), ('VIRTIO_MMIO', 100, 103, 0, 'InterruptACK'),
    ('VIRTIO_MMIO', 112, 115, 0, 'Status'), ('VIRTIO_MMIO', 252, 255, 0, 'ConfigGeneration'),
    ('VIRTIO_MMIO', 256, 511, 0, 'Config');
